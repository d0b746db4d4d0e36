#include "engine/scenario/schema.hpp"
#include "tests/engine/scenario/problems.hpp"
#include "tests/engine/scenario/sample_model.hpp"

#include <nlohmann/json.hpp>

using namespace tianji;
using Json = nlohmann::ordered_json;

namespace {

Json printed() { return Json::parse(schema(sample::models(), "")); }

Json programme() { return printed()["definitions"]["sample"]["properties"]["programmes"]["additionalProperties"]; }

// A group whose preset gives one of the two keys that must be there.
struct Prize {
    std::string kind;
    std::int64_t lanes = 0;
    std::int64_t years = 0;

    static std::vector<Preset> const& presets()
    {
        static std::vector<Preset> const all{{"race", "", "lanes: 3\n"}};
        return all;
    }

    void declare(Parameters& p)
    {
        p.preset(kind, {"kind", "", "where it starts from"}, presets());
        p.integer(lanes, Field{"lanes", "1", "teams"}.required(), at_least(1));
        p.integer(years, Field{"years", "year", "duration"}.required(), at_least(1));
    }
};

struct PrizeRules : Rules {
    Prize prize;
    std::optional<Prize> second;

    void declare(Parameters& p) override
    {
        p.group(prize, {"prize", "", "what is won"});
        p.optional_group(second, {"second", "", "what the second wins"});
    }
    void build(Builder&) const override {}
};

// A group within its own kind.
struct Branch {
    std::vector<Branch> branches;

    void declare(Parameters& p) { p.list(branches, {"branches", "", "smaller ones"}); }
};

struct TreeRules : Rules {
    Branch tree;

    void declare(Parameters& p) override { p.group(tree, {"tree", "", "a tree"}); }
    void build(Builder&) const override {}
};

template <class Made>
Json definition()
{
    std::vector<Model> const models{{"one", "1", "for this test", [] { return std::make_unique<Made>(); }}};
    return Json::parse(schema(models, ""))["definitions"]["one"];
}

} // namespace

TEST_CASE("a schema gives each value its type, range, default and meaning with unit and source")
{
    Json const fields = programme()["properties"];
    CHECK(fields["budget"] == Json::parse(R"({"type": "number", "minimum": 0, "maximum": 1000000,
        "description": "[million/year] spent at most; in millions of the currency", "default": 1})"));
    CHECK(fields["selection"]["properties"]["winners"] ==
          Json::parse(
              R"({"type": "integer", "minimum": 1, "maximum": 100, "description": "lanes per topic", "default": 1})"));
    CHECK(fields["race"]["properties"]["gates"]["items"]["properties"]["noise"]["description"] ==
          "standard deviation of the signal (assumed)");
    CHECK(fields["technologies"]["items"]["type"] == Json::parse(R"(["string", "number", "boolean"])"));
    CHECK(fields["from"]["default"] == "2018-01-01");
}

TEST_CASE("an open end of a range is exclusive in a schema, an infinite one is left out")
{
    Json const difficulty = printed()["definitions"]["sample"]["properties"]["technologies"]["additionalProperties"]
                                     ["properties"]["difficulty"];
    CHECK(difficulty["exclusiveMinimum"] == 0);
    CHECK_FALSE(difficulty.contains("minimum"));
    CHECK_FALSE(difficulty.contains("maximum"));
}

TEST_CASE("words of choices and names of presets are closed lists in a schema, each with its meaning")
{
    Json const fields = programme()["properties"];
    CHECK(fields["instrument"]["enum"] == Json::parse(R"(["open_bidding", "racehorse"])"));
    CHECK(fields["instrument"]["description"].get<std::string>().find("\n- racehorse: 赛马制") != std::string::npos);
    CHECK(fields["selection"]["properties"]["rule"]["enum"] == Json::parse(R"(["review", "first_price", "lottery"])"));
    CHECK(fields["eligible"]["items"]["enum"] == Json::parse(R"(["firm", "university", "lab"])"));
    CHECK(fields["eligible"]["uniqueItems"] == true);
}

TEST_CASE("a schema refuses keys that nobody declared, but lets a user remove a group that may be absent")
{
    Json const one = programme();
    CHECK(one["additionalProperties"] == false);
    CHECK(one["type"] == "object");
    CHECK(one["properties"]["selection"]["type"] == "object");
    CHECK(one["properties"]["race"]["type"] == Json::parse(R"(["object", "null"])"));
    CHECK(printed()["definitions"]["sample"]["additionalProperties"] == false);
}

TEST_CASE("a key that must be written makes its group one that must be written, unless the group may be absent")
{
    CHECK(printed()["required"] == Json::parse(R"(["tianji", "model", "calendar"])"));
    CHECK(programme()["properties"]["race"]["properties"]["gates"]["items"]["required"] == Json::parse(R"(["after"])"));
    CHECK(definition<PrizeRules>()["required"] == Json::parse(R"(["prize"])"));
}

TEST_CASE("what a preset may give is not required by a schema")
{
    CHECK(definition<PrizeRules>()["properties"]["prize"]["required"] == Json::parse(R"(["years"])"));
}

TEST_CASE("a group within its own kind has a schema of finite depth")
{
    CHECK(definition<TreeRules>()["properties"]["tree"]["properties"]["branches"]["items"]["type"] == "object");
}

TEST_CASE("the schema of what does not exist is refused with the nearest")
{
    CHECK(problem_of([] { schema(sample::models(), "smaple"); }).suggestion == "did you mean 'sample'");
    CHECK(problem_of([] { schema(sample::models(), "zzzzzz"); }).why == "there are: scenario, sample");
}
