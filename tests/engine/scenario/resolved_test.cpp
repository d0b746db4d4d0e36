#include "engine/scenario/resolved.hpp"
#include "engine/scenario/scalar.hpp"
#include "tests/engine/scenario/sample_model.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::sample;

namespace {

std::string const rich =
    start + "name: \"a \\\"b\\\" \\n#: ~\"\nseed: 12\ntechnologies: {光源: {difficulty: 1e-3}, \"x y\": {}}\n"
            "programmes:\n  x:\n    instrument: racehorse\n    selection: {winners: 5, weights: []}\n"
            "    technologies: [光源, 'x y']\n"
            "  y: {instrument: racehorse, budget: 0.00000001, race: ~}\n"
            "  z: {race: {gates: []}, selection: {winners: 2}, eligible: []}\n  w: {}\n";

} // namespace

TEST_CASE("the resolved text reads back as the same scenario")
{
    for (std::string const& text : {start, rich}) {
        Scenario const once = read(text);
        Scenario const twice = read(once.resolved);
        CHECK(twice.resolved == once.resolved);
        CHECK(read(commented_text(once.resolved_lines)).resolved == once.resolved);
    }
    Scenario const again = read(read(rich).resolved);
    CHECK(again.header.name == "a \"b\" \n#: ~");
    CHECK(rules_of(again).programmes[0].second.race->gates.size() == 2);
    CHECK_FALSE(rules_of(again).programmes[1].second.race);
    CHECK(rules_of(again).programmes[1].second.budget.minor == 1);
    CHECK(rules_of(again).programmes[2].second.race->gates.empty());
    CHECK(rules_of(again).technologies[1].first == "x y");
}

TEST_CASE("the resolved text does not depend on comments, quotes or the style of the source")
{
    std::string const flow = start + "programmes: {x: {budget: 2.50, from: 2018-Q1}}\n";
    std::string const block =
        "# why\n" + start + "programmes:\n  'x':\n    budget: 25e-1 # million\n    from: 2018-01-01\n";
    CHECK(read(flow).resolved == read(block).resolved);
    CHECK(read(flow, {{"seed", "2"}}).resolved != read(flow).resolved);
}

TEST_CASE("every value names its origin")
{
    Scenario const scenario =
        read(start + "programmes:\n  x:\n    instrument: racehorse\n    selection: {winners: 5}\n",
             {{"programmes.x.budget", "3"}});
    std::string const text = commented_text(scenario.resolved_lines);
    auto origin_of = [&](std::string const& yaml) {
        for (ResolvedLine const& line : scenario.resolved_lines)
            if (line.yaml == yaml) return line.origin;
        return "no line: " + yaml;
    };
    CHECK(origin_of("  ticks: 40") == "a.yaml:3");
    CHECK(origin_of("seed: 1") == "default");
    CHECK(origin_of("    instrument: racehorse") == "a.yaml:6");
    CHECK(origin_of("    budget: 3") == "--set");
    CHECK(origin_of("      winners: 5") == "a.yaml:7");
    CHECK(origin_of("      rule: review") == "preset racehorse");
    CHECK(origin_of("        - after: 4") == "preset racehorse");
    CHECK(origin_of("          noise: 0.5") == "default");
    CHECK(origin_of("programmes:").empty());
    CHECK(text.find("# preset racehorse\n") != std::string::npos);
}

TEST_CASE("numbers, money and text print so that they read back the same")
{
    for (double const value : {0.0, 0.1, 1.0 / 3, 1e300, 5e-324, -2.5, 123456789.0, 1e22}) {
        Node node;
        node.kind = Node::Kind::scalar;
        node.text = number_text(value);
        CHECK(read_number(node).value == value);
    }
    for (std::int64_t const minor :
         {0L, 1L, -1L, 10'000'000L, 999'999'999'999'999L, -1'000'000'000'000'000L, 123'456'789'012'345L}) {
        Node node;
        node.kind = Node::Kind::scalar;
        node.text = money_text({minor});
        REQUIRE(read_money(node).value);
        CHECK(read_money(node).value->minor == minor);
    }
    CHECK(number_text(-0.0) == "0");
    CHECK(money_text(millions(300)) == "300");
    CHECK(money_text(millions(0.25)) == "0.25");
    for (std::string const text :
         {"", "null", "true", "010", "a: b", "# x", "x\ty", "揭榜挂帅", "\xC2\x85\xE2\x80\xA8", "\\\"'", "a\x01"})
        CHECK(read(start + "name: " + quoted_text(text) + "\n").header.name == text);
}
