#include "engine/scenario/explain.hpp"
#include "tests/engine/scenario/problems.hpp"
#include "tests/engine/scenario/sample_model.hpp"

using namespace tianji;
using Catch::Matchers::Contains;

namespace {

std::string explained(std::string_view topic) { return explain(sample::models(), topic); }

} // namespace

TEST_CASE("without a topic, models, topics and presets are listed")
{
    std::string const text = explained("");
    CHECK_THAT(text, Contains("sample 1.0: a model for tests"));
    CHECK_THAT(text, Contains("luck: Luck"));
    CHECK_THAT(text, Contains("racehorse: 赛马制"));
    CHECK_THAT(text, Contains("calm: nothing happens"));
}

TEST_CASE("a model shows all its parameters, those of absent groups and empty tables too")
{
    std::string const text = explained("sample");
    CHECK_THAT(text, Contains("programmes: table from names to groups\n"));
    CHECK_THAT(text, Contains("      selection: group\n"));
    CHECK_THAT(
        text,
        Contains("        winners: whole number [1], between 1 and 100, default 1\n            lanes per topic\n"));
    CHECK_THAT(text, Contains("race: optional group\n"));
    CHECK_THAT(text, Contains("after: whole number [tick], at least 1, required\n"));
    CHECK_THAT(text, Contains("one of: review, first_price, lottery\n"));
    CHECK_THAT(text, Contains("difficulty: number [1], more than 0, default 1\n"));
    CHECK_THAT(text, Contains("relative to the mean (Author 2001, eq. 3)\n"));
    CHECK_THAT(text, Contains("budget: money in millions [million/year], between 0 and 1000000, default 1\n"));
    CHECK_THAT(text, Contains("from: date, default 2018-01-01\n"));
    CHECK_THAT(text, Contains("eligible: list of choices, default [firm]\n"));
}

TEST_CASE("a parameter is found by its path, by the end of it, or with the names of a scenario")
{
    std::string const page = explained("programmes.*.selection.winners");
    CHECK_THAT(page, Contains("programmes.*.selection.winners: whole number [1], between 1 and 100, default 1\n"));
    CHECK(explained("winners") == page);
    CHECK(explained("selection.winners") == page);
    CHECK(explained("programmes.lithography.selection.winners") == page);
    CHECK(explained("sample.winners") == page);
    CHECK_THAT(explained("calendar.tick"), Contains("a key of every scenario"));
    CHECK_THAT(explained("calendar.tick"), Contains("  month: a calendar month\n"));
    CHECK_THAT(explained("selection"), Contains("  weights: list of numbers [1], between 0 and 1, default []\n"));
    CHECK_THAT(explained("programmes.*.technologies"), Contains("list of words"));
    CHECK_THAT(explained("scenario"), Contains("digest_every"));
}

TEST_CASE("a whole path wins over the end of another, and an ambiguous end lists the paths")
{
    CHECK_THAT(explained("technologies"), Contains("technologies: table from names to groups"));
    std::vector<Model> two = sample::models();
    two.push_back(two.front());
    two.back().name = "other";
    std::string const text = explain(two, "winners");
    CHECK_THAT(text, Contains("sample.programmes.*.selection.winners: lanes per topic"));
    CHECK_THAT(text, Contains("other.programmes.*.selection.winners"));
    CHECK_THAT(explain(two, "other.winners"), Contains("a key of the model other"));
}

TEST_CASE("a word of a choice, a preset and a topic of a model explain themselves")
{
    CHECK(explained("lottery") == "lottery: by lot (a choice of programmes.*.selection.rule)\n");
    CHECK_THAT(explained("racehorse"), Contains("赛马制") && Contains("    selection:\n      rule: review\n"));
    CHECK_THAT(explained("calm"), Contains("    technologies: {}\n"));
    CHECK(explained("luck") == "Luck\n\nEvery draw belongs to somebody.\n");
}

TEST_CASE("an unknown topic suggests the nearest")
{
    CHECK(problem_of([] { explained("winers"); }).suggestion == "did you mean 'winners'");
    CHECK(problem_of([] { explained("racehorses"); }).suggestion == "did you mean 'racehorse'");
    CHECK(problem_of([] { explained("zzzzzz"); }).suggestion.empty());
}
