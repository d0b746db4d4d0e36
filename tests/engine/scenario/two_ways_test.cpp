// A key that can be written in two ways, and a map that somebody else reads, before every visitor.
#include "engine/scenario/document_kind.hpp"
#include "engine/scenario/explain.hpp"
#include "engine/scenario/schema.hpp"
#include "tests/engine/scenario/problems.hpp"
#include "tests/engine/scenario/sample_model.hpp"

#include <nlohmann/json.hpp>

using namespace tianji;
using Json = nlohmann::ordered_json;

namespace {

struct Stop {
    std::string when;

    void declare(Parameters& p) { p.text(when, Field{"when", "", "to stop"}.required()); }
};

struct Track {
    std::int64_t least = 2;
    std::int64_t most = 9;
    std::vector<Stop> stops;

    void declare(Parameters& p)
    {
        p.integer(least, {"least", "1", "laps at least"}, at_least(1));
        p.integer(most, {"most", "1", "laps at most"}, at_least(1));
        auto const list = [&](Field field) { p.list(stops, field); };
        auto const one = [&](Field field) {
            stops.resize(1);
            p.group(stops[0], field);
        };
        p.either({"stops", "", "where it ends"}, list, Written::map, one);
    }
};

struct Prize {
    double worth = 1;

    void declare(Parameters& p) { p.number(worth, {"worth", "1", "how much"}, above(0)); }
};

struct TourRules : Rules {
    Track track;
    std::optional<Prize> prize;

    void declare(Parameters& p) override
    {
        auto const in_full = [&](Field field) { p.group(track, field); };
        auto const one_number = [&](Field field) {
            p.integer(track.least, field, at_least(1));
            track.most = track.least;
        };
        p.either({"track", "", "how far"}, in_full, Written::value, one_number);
        declare_prize(p);
        p.names_left_to_others({"riders", "", "who takes part"}, 1, [&] {
            p.left_to_others({"*", "", "what they bring"}, Unread::map);
        });
        p.names_left_to_others({"odds", "", "by rider"}, 0, [&] {
            p.left_to_others({"*", "", "what was offered"}, Unread::several);
        });
    }
    void declare_prize(Parameters& p)
    {
        auto const in_full = [&](Field field) { p.optional_group(prize, field); };
        auto const whether = [&](Field field) {
            bool wanted = false;
            p.flag(wanted, field);
            prize = wanted ? std::optional<Prize>(Prize{}) : std::nullopt;
        };
        p.either({"prize", "", "at the end"}, in_full, Written::value, whether);
    }
    void build(Builder&) const override {}
};

std::vector<Model> models()
{
    return {{"tour", "1", "for this test", [] { return std::make_unique<TourRules>(); }}};
}

Scenario read_whole(std::string const& text) { return read_scenario_text(text, "a.yaml", ".", models(), {}); }

Scenario read_tour(std::string const& keys)
{
    return read_whole("tianji: 1\nmodel: tour\ncalendar: {ticks: 3}\n" + keys);
}

TourRules rules_of(std::string const& keys)
{
    Scenario const scenario = read_tour(keys);
    return dynamic_cast<TourRules const&>(*scenario.rules);
}

Json keys_of_schema() { return Json::parse(schema(models(), "tour"))["definitions"]["tour"]["properties"]; }

} // namespace

TEST_CASE("a key that can be written in two ways is read as it is written, and in full where it is not there")
{
    CHECK(rules_of("").track.most == 9);
    CHECK(rules_of("track: 4\n").track.least == 4);
    CHECK(rules_of("track: 4\n").track.most == 4);
    CHECK(rules_of("track: {least: 4}\n").track.most == 9);
    CHECK(rules_of("track: {stops: {when: late}}\n").track.stops.at(0).when == "late");
    CHECK(rules_of("track: {stops: [{when: late}, {when: dark}]}\n").track.stops.at(1).when == "dark");
    CHECK(rules_of("prize: true\n").prize->worth == 1);
    CHECK(rules_of("prize: {worth: 3}\n").prize->worth == 3);
    for (char const* without : {"", "prize: false\n", "prize: ~\n"}) CHECK_FALSE(rules_of(without).prize);
}

TEST_CASE("a mistake is told of the way that was written")
{
    CHECK(problem_of([] { read_tour("track: far\n"); }).problem == "'track' is 'far'");
    CHECK(problem_of([] { read_tour("track: 0\n"); }).why == "must be at least 1");
    CHECK(problem_of([] { read_tour("track: [1]\n"); }).why == "expected a map of keys");
    CHECK(problem_of([] { read_tour("track: {stops: {when: late, wen: 3}}\n"); }).suggestion == "did you mean 'when'");
    CHECK(problem_of([] { read_tour("track: {stops: }\n"); }).problem == "'stops' has no value");
}

TEST_CASE("what was written in short is resolved in full")
{
    std::string const resolved = read_tour("track: 4\n").resolved;
    CHECK_THAT(resolved, Catch::Matchers::Contains("track:\n  least: 4\n  most: 4\n  stops: []\n"));
    CHECK(read_whole(resolved).resolved == resolved);
}

TEST_CASE("a schema takes either way and says once what both mean")
{
    Json const track = keys_of_schema()["track"];
    CHECK(track["description"] == "how far");
    REQUIRE(track["anyOf"].size() == 2);
    CHECK(track["anyOf"][0]["properties"]["least"]["default"] == 2);
    CHECK(track["anyOf"][1] == Json::parse(R"({"type": "integer", "minimum": 1, "default": 2})"));
    Json const stops = track["anyOf"][0]["properties"]["stops"];
    CHECK(stops["anyOf"][0]["items"] == stops["anyOf"][1]);
    CHECK(keys_of_schema()["prize"]["anyOf"][0]["type"] == Json::parse(R"(["object", "null"])"));
    CHECK(keys_of_schema()["prize"]["anyOf"][1]["type"] == "boolean");
}

TEST_CASE("a key that must be written in the short way does not make the whole one that must be")
{
    CHECK_FALSE(keys_of_schema()["track"]["anyOf"][0].contains("required"));
    CHECK(keys_of_schema()["track"]["anyOf"][0]["properties"]["stops"]["anyOf"][1]["required"] ==
          Json::parse(R"(["when"])"));
}

TEST_CASE("what somebody else reads has the schema of its outer form and any content")
{
    CHECK(keys_of_schema()["riders"] == Json::parse(R"({"type": "object", "minProperties": 1,
        "additionalProperties": {"type": ["object", "null"], "description": "what they bring"},
        "description": "who takes part"})"));
    CHECK(keys_of_schema()["odds"]["additionalProperties"] ==
          Json::parse(R"({"type": "array", "minItems": 2, "description": "what was offered"})"));
    CHECK_NOTHROW(read_tour("riders: {a.b: {c: [1]}}\nodds: 3\n"));
}

TEST_CASE("the reference tells both ways and the keys of the full one")
{
    std::string const text = explain(models(), "tour");
    for (char const* line : {"  track: group or whole number, at least 1, default 2\n",
                             "    stops: list of groups or group\n", "        when: text, required\n",
                             "  prize: optional group or flag, default false\n", "  riders: map from at least 1 name\n",
                             "    *: map\n", "  odds: map from names\n", "    *: list of two or more values\n"})
        CHECK_THAT(text, Catch::Matchers::Contains(line));
    CHECK(text.find("\n      when: ") == std::string::npos);
}

TEST_CASE("another kind of file has a schema of its own, in which files are relative to it")
{
    struct Keys {
        std::filesystem::path map;

        void declare(Parameters& p) { p.file(map, Field{"map", "", "where to go"}.required()); }
    } keys;
    std::vector<DocumentKind> const others{document_kind("journey", "Keys of a journey", keys)};
    Json const printed = Json::parse(schema(models(), "journey", others));
    CHECK(printed["title"] == "Keys of a journey");
    CHECK(printed["required"] == Json::parse(R"(["map"])"));
    CHECK(printed["properties"]["map"]["description"] == "where to go; a file, relative to the journey");
    CHECK(schema(models(), "scenario", others) == schema(models(), "", others));
    CHECK(problem_of([&] { schema(models(), "jurney", others); }).suggestion == "did you mean 'journey'");
}
