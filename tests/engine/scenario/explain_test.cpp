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

namespace {

std::string explained_with_records(std::string_view topic)
{
    std::vector<Recorded> const recorded{
        {"sample",
         {{"readiness", "TRL", "level of each technology", "technology"}},
         {{"/tables/awards", "what was won", {{"tick", "tick", "tick of the award"}, {"winner", "1", "slot"}}},
          {"/events",
           "the log",
           {{"tick", "tick", "tick of the event"}, {"kind", "1", "what", "", {"entry", "exit"}}}}}}};
    std::vector<Explanation> const terms{{"d_z", "Effect size", "Mean over deviation.", {"effect_size"}}};
    return explain(sample::models(), topic, {}, recorded, terms);
}

} // namespace

TEST_CASE("what a run records is explained: measures, tables, columns, words of codes")
{
    CHECK(explained_with_records("readiness") ==
          "readiness [TRL] per technology: level of each technology\n    a measure of the model sample\n");
    CHECK(explained_with_records("sample.readiness") == explained_with_records("readiness"));
    CHECK(explained_with_records("awards") == "/tables/awards: what was won\n    a table of the model sample\n"
                                              "  tick [tick]: tick of the award\n  winner [1]: slot\n");
    CHECK(explained_with_records("/tables/awards") == explained_with_records("awards"));
    CHECK(explained_with_records("winner") == "winner [1]: slot\n    a column of /tables/awards of the model sample\n");
    CHECK_THAT(explained_with_records("kind"), Contains("kind [1]: what\n    one of: entry, exit\n"));
    CHECK(explained_with_records("exit") == "exit: a word of the column kind of /events of the model sample (what)\n");
}

TEST_CASE("a column of several tables lists them, and its table may stand before it")
{
    // calendar.tick is a parameter too
    CHECK_THAT(explained_with_records("tick"),
               Contains("tick is a column of several tables\n"
                        "  /tables/awards of the model sample [tick]: tick of the award\n"
                        "  /events of the model sample [tick]: tick of the event\n"));
    CHECK(explained_with_records("events.tick") ==
          "tick [tick]: tick of the event\n    a column of /events of the model sample\n");
}

TEST_CASE("the page of a model lists what it records")
{
    CHECK_THAT(explained_with_records("sample"),
               Contains("\nMeasures\n  readiness [TRL] per technology: level of each technology\n") &&
                   Contains("\nTables\n  /tables/awards: what was won\n      tick, winner\n"));
    CHECK_THAT(explained("sample"), !Contains("\nMeasures\n"));
}

TEST_CASE("a term of comparisons is found under all its names")
{
    CHECK(explained_with_records("d_z") == "Effect size\n\nMean over deviation.\n");
    CHECK(explained_with_records("effect_size") == explained_with_records("d_z"));
    CHECK_THAT(explained_with_records(""), Contains("Words of comparisons and analyses\n  d_z: Effect size\n"));
    CHECK(problem_of([] { explained_with_records("effect_sizes"); }).suggestion == "did you mean 'effect_size'");
    CHECK(problem_of([] { explained_with_records("redines"); }).suggestion == "did you mean 'readiness'");
}
