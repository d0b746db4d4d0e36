#include "engine/experiment/design/experiment.hpp"
#include "engine/scenario/explain.hpp"
#include "tests/engine/experiment/coin_model.hpp"
#include "tests/engine/record/scratch_folder.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <fstream>

using namespace tianji;

namespace {

std::string const head = "tianji: 1\nexperiment: e\nbase: base.yaml\n";

struct Files {
    ScratchFolder folder;

    explicit Files(std::string const& experiment, std::string const& base = coins::base)
    {
        std::ofstream(folder / "base.yaml") << base;
        std::ofstream(folder / "e.yaml") << experiment;
    }
    Experiment read() const { return read_experiment(folder / "e.yaml"); }
    // What is wrong, without the folder.
    std::string refusal() const
    {
        try {
            read();
        } catch (InvalidInput const& error) {
            std::string text = error.what();
            std::string const prefix = (folder / "").string();
            for (std::size_t at = text.find(prefix); at != text.npos; at = text.find(prefix))
                text.erase(at, prefix.size());
            return text;
        }
        return "";
    }
};

std::string refusal(std::string const& rest) { return Files(head + rest).refusal(); }

} // namespace

TEST_CASE("an experiment without policies, factors and replicates runs its base twenty times")
{
    Files const files(head);
    Experiment const experiment = files.read();
    CHECK(experiment.name == "e");
    CHECK(experiment.base_text == coins::base);
    REQUIRE(experiment.policies.size() == 1);
    CHECK(experiment.policies[0].changes.empty());
    CHECK(experiment.factors.empty());
    CHECK(experiment.replicates.min == 20);
    CHECK(experiment.replicates.max == 20);
}

TEST_CASE("policies become overrides of the base: key by key where it has the map, whole where it has not")
{
    Files const files(head +
                      "policies:\n  reference: {}\n  other:\n    calendar.ticks: 12\n    calendar: {tick: month}\n"
                      "    bonus: {prize: 2}\n");
    std::vector<NamedPolicy> const policies = files.read().policies;
    REQUIRE(policies.size() == 2);
    CHECK(policies[0].name == "reference");
    REQUIRE(policies[1].changes.size() == 3);
    CHECK(policies[1].changes[0].path == "calendar.ticks");
    CHECK(policies[1].changes[1].path == "calendar.tick");
    CHECK(policies[1].changes[1].value == "month");
    CHECK(policies[1].changes[1].where.line == 8);
    CHECK(policies[1].changes[2].path == "bonus");
    CHECK(policies[1].changes[2].value == "{prize: 2}");
}

TEST_CASE("one number of replicates is the least and the most, one rule to stop a list of one")
{
    Experiment const fixed = Files(head + "replicates: 7\n").read();
    CHECK(fixed.replicates.min == 7);
    CHECK(fixed.replicates.max == 7);
    Experiment const growing =
        Files(head + "replicates: {min: 20, max: 90, until: {measure: heads, half_width: 0.5}}\n").read();
    REQUIRE(growing.replicates.until.size() == 1);
    CHECK(growing.replicates.until[0].measure == "heads");
    CHECK(growing.replicates.until[0].half_width == 0.5);
    Experiment const by_two =
        Files(head +
              "replicates: {max: 90, until: [{measure: heads, half_width: 0.5}, {measure: tails, half_width: 1}]}\n")
            .read();
    REQUIRE(by_two.replicates.until.size() == 2);
    CHECK(by_two.replicates.until[1].measure == "tails");
    CHECK(refusal("replicates: 0\n") == "e.yaml:4:13: 'replicates' is 0 (must be between 1 and 1000000)");
    CHECK(refusal("replicates: {until: {measure: heads}}\n").find("missing key 'replicates.until.half_width'") !=
          std::string::npos);
}

TEST_CASE("a branch begins with the tick of its date, for which its name stands in policies")
{
    Experiment const experiment =
        Files(head + "branch_at: 2020-Q3\npolicies: {a: {}, b: {bonus: {prize: branch_at}, name: \"branch_at\"}}\n")
            .read();
    CHECK(experiment.branch_tick == 2);
    CHECK(experiment.policies[1].changes[0].value == "{prize: 2}");
    CHECK(experiment.policies[1].changes[1].value == "\"branch_at\"");
    CHECK(refusal("branch_at: 2020-02-10\n") ==
          "e.yaml:4:12: 'branch_at' is 2020-02-10 (ticks begin on 2020-01-01, on 2020-04-01 and so on) did you mean "
          "2020-01-01?");
    CHECK(
        refusal("branch_at: 2020-01-01\n") ==
        "e.yaml:4:12: 'branch_at' is 2020-01-01 (the policies share what was before, at least the first tick) did you "
        "mean 2020-04-01?");
    CHECK(refusal("branch_at: 2022-Q1\n") ==
          "e.yaml:4:12: 'branch_at' is 2022-Q1 (the run goes from 2020-01-01 to 2021-12-31)");
    CHECK(refusal("policies: {a: {bonus: {prize: branch_at}}}\n") ==
          "e.yaml:4:31: 'branch_at' stands for the tick of the branch (the experiment does not have it) branch_at: "
          "2019-Q1 beside 'policies'?");
}

TEST_CASE("an experiment that would compare nothing is refused with its reason")
{
    CHECK(refusal("design: {kind: sobol}\nvary: {probability: {min: 0, max: 1}}\n") ==
          "e.yaml:4:1: the design has no points (nothing would be run) points: 64?");
    CHECK(refusal("design: {kind: sobol, points: 8}\n") ==
          "e.yaml:4:1: the design is empty (there is no factor to vary) vary: {PATH: {min: 0.5, max: 2}}?");
    CHECK(refusal("vary: {probability: {min: 0, max: 1}}\n") ==
          "e.yaml:4:8: 'probability' is a range (a grid or list needs levels) a list of levels, or design: {kind: "
          "latin_hypercube, points: 64}?");
    CHECK(
        refusal("design: {kind: list}\nvary: {probability: [0, 1], players: [1, 2, 3]}\n") ==
        "e.yaml:5:29: 'players' has 3 levels, 'probability' has 2 (a list takes one level of each factor for a point)");
    CHECK(
        refusal("vary: {bonus.prize: [1, 2], bonus: [~, {prize: 3}]}\n") ==
        "e.yaml:4:8: 'bonus.prize' is a part of 'bonus' (both are factors, and each would change what the other says) "
        "vary the parts of 'bonus' one by one?");
    CHECK(refusal("policies: {}\n") ==
          "e.yaml:4:1: 'policies' is a map (it names at least one policy) policies: {reference: {}, other: {…}}?");
    CHECK(
        refusal("replicates: {min: 20, max: 40}\n") ==
        "e.yaml:4:1: replicates are 20 to 40 (nothing says when there are enough) until: {measure: …, half_width: …}, "
        "or one number?");
    CHECK(
        refusal("replicates: {min: 5, max: 40, until: {measure: heads, half_width: 1}}\n") ==
        "e.yaml:4:19: 'min' is 5 (with 'until' it is 20 at least: an interval of few replicates says little about its "
        "own width) 20?");
}

TEST_CASE("what is no experiment is told what it is")
{
    CHECK(Files(coins::base).refusal() ==
          "e.yaml:1:1: this is a scenario, no experiment (it has 'model' and no 'experiment') tianji run runs it?");
    CHECK(Files("[1, 2]\n").refusal() == "e.yaml:1:1: an experiment is a map of keys (it begins with 'tianji: 1')");
    CHECK(refusal("polices: {a: {}}\n") == "e.yaml:4:1: unknown key 'polices' did you mean 'policies'?");
    CHECK(Files("tianji: 1\nexperiment: e\nbase: bse.yaml\n").refusal().find("did you mean 'base.yaml'?") !=
          std::string::npos);
}

TEST_CASE("the keys of an experiment can be explained")
{
    std::array const others{experiment_keys()};
    std::string const page = explain(coins::models(), "experiment", others);
    for (char const* key :
         {"policies: map from at least 1 name", "branch_at: text", "  points: whole number", "half_width: number",
          "one of: grid, list", "replicates: group or whole number, between 1 and 1000000, default 20",
          "    *: group or list of two or more values", "      scale: choice, default linear"})
        CHECK(page.find(key) != std::string::npos);
    CHECK(explain(coins::models(), "experiment.design", others).find("a key of every experiment") != std::string::npos);
    CHECK(explain(coins::models(), "", others).find("experiment: Keys of an experiment") != std::string::npos);
}
