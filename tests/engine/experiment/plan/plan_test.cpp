#include "engine/experiment/crew/run_maker.hpp"
#include "engine/experiment/plan/plan.hpp"
#include "engine/simulation/simulation_of.hpp"
#include "tests/engine/experiment/coin_model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace tianji;

namespace {

std::string const head =
    "tianji: 1\nexperiment: e\nbase: tests/engine/experiment/CMakeLists.txt\n"; // any file: see base

Plan planned(std::string const& rest, std::string const& base = coins::base)
{
    return plan_of(read_experiment_text(head + rest, "e.yaml", base), coins::models());
}

std::string refusal(std::string const& rest)
{
    try {
        planned(rest);
    } catch (InvalidInput const& error) {
        return error.what();
    }
    return "";
}

std::size_t different(Plan const& plan)
{
    std::set<std::string> ids;
    for (PlannedRun const& run : plan.runs) ids.insert(run.id);
    return ids.size();
}

std::string const two_policies = "policies: {fair: {}, loaded: {probability: 0.9}}\n";

} // namespace

TEST_CASE("runs are policies times design points times replicates, neighbours by luck")
{
    Plan const plan = planned(two_policies + "vary: {players: [2, 3, 4]}\nreplicates: 5\n");
    REQUIRE(plan.runs.size() == 2 * 3 * 5);
    CHECK(different(plan) == plan.runs.size());
    CHECK(plan.runs[0].policy == 0);
    CHECK(plan.runs[1].policy == 1);
    CHECK(plan.runs[1].replicate == 0);
    CHECK(plan.runs[2].replicate == 1);
    CHECK(plan.runs[10].point == 1);
}

TEST_CASE("a grid combines every level with every other, a list takes them side by side")
{
    std::string const vary = "vary: {players: [2, 3], probability: [0.1, 0.2]}\nreplicates: 1\n";
    CHECK(planned(vary).points ==
          std::vector<std::vector<std::string>>{{"2", "0.1"}, {"2", "0.2"}, {"3", "0.1"}, {"3", "0.2"}});
    CHECK(planned(vary + "design: {kind: list}\n").points ==
          std::vector<std::vector<std::string>>{{"2", "0.1"}, {"3", "0.2"}});
}

TEST_CASE("every kind of sampled design has the points it promises")
{
    std::string const vary =
        "vary: {players: {min: 1, max: 9, whole: true}, probability: {min: 0, max: 1}}\nreplicates: 1\n";
    for (auto const& [kind, points] :
         {std::pair{"latin_hypercube", 8U}, {"sobol", 8U}, {"saltelli", 8U * 4}, {"morris", 8U * 3}}) {
        Plan const plan = planned(vary + "design: {points: 8, kind: " + kind + "}\n");
        INFO(kind);
        CHECK(plan.points.size() == points);
        CHECK(plan.runs.size() == points);
    }
}

TEST_CASE("an identity holds all that a result depends on and nothing else")
{
    auto const first = [](std::string const& rest, std::string const& base = coins::base) {
        return planned("replicates: 1\n" + rest, base).runs.back().id;
    };
    std::string const id = first("");
    CHECK(first("policies: {any: {}}\n") == id); // the name of a policy
    CHECK(first("", "# a comment\n" + coins::base) == id);
    CHECK(first("policies: {same: {probability: 0.5}}\n") == id); // the default, written
    CHECK(first("policies: {other: {probability: 0.4}}\n") != id);
    CHECK(first("", "seed: 2\n" + coins::base) != id);
    CHECK(planned("replicates: 2\n").runs.back().id != id);
}

TEST_CASE("a factor that does not reach a policy leaves its runs the same, and they are made once")
{
    Plan const plan =
        planned("policies: {plain: {}, prized: {bonus: {prize: 1}}}\nvary: {bonus.prize: [2, 3, 5]}\nreplicates: 4\n");
    CHECK(plan.runs.size() == 2 * 3 * 4);
    CHECK(different(plan) == 4 + 3 * 4);
}

TEST_CASE("a factor whose path a policy writes is that policy's alone, one that none writes is everybody's")
{
    std::string const vary = "vary: {probability: [0.2, 0.3], players: [2, 3]}\nreplicates: 1\n";
    CHECK(planned(two_policies + vary).reaches == std::vector<std::vector<std::uint8_t>>{{0, 1}, {1, 1}});
    CHECK(planned("policies: {plain: {}, prized: {bonus: {prize: 2}}}\nvary: {bonus.prize: [1, 3]}\n").reaches ==
          std::vector<std::vector<std::uint8_t>>{{0}, {1}});
    CHECK(planned("policies: {plain: {}, other: {name: x}}\n" + vary).reaches ==
          std::vector<std::vector<std::uint8_t>>{{1, 1}, {1, 1}});
}

TEST_CASE("the command of a run makes that run alone")
{
    Plan const plan = planned(two_policies + "vary: {players: [2, 3]}\nreplicates: 2\n");
    CHECK(command_of(plan, plan.runs[7]) ==
          "tianji run tests/engine/experiment/CMakeLists.txt --replicate 1 --set probability=0.9 --set players=3");
}

TEST_CASE("what breaks the base is told at its place in the experiment, with the policy and the design point")
{
    CHECK(refusal("policies:\n  fair: {}\n  wrong: {probability: 1.5}\n") ==
          "e.yaml:6:24: 'probability' is 1.5 (must be between 0 and 1 [1]; in the policy 'wrong')");
    CHECK(refusal("vary:\n  players: [1, 2, 2.5]\n") == "e.yaml:5:3: 'players' is '2.5' (a whole number is written "
                                                        "with digits only; in the policy 'base', players=2.5)");
    CHECK(refusal("policies:\n  odd: {bonus: {price: 3}}\n").find("did you mean 'prize'?") != std::string::npos);
}

TEST_CASE("a path that no policy has and a factor of no consequence are refused")
{
    CHECK(
        refusal("vary: {playrs: [1, 2]}\n") ==
        "e.yaml:4:8: no policy has 'playrs' (a factor is the path of a value in the scenario) did you mean 'players'?");
    CHECK(refusal("vary: {probability: [0.5, 0.50]}\n") ==
          "e.yaml:4:8: 'probability' changes nothing (0.5 and 0.50 are the same scenario)");
}

TEST_CASE("what all runs of an experiment share cannot be changed by a policy or a factor")
{
    CHECK(
        refusal("policies:\n  fair: {}\n  lucky: {seed: 2}\n") ==
        "e.yaml:6:17: an experiment changes 'seed' (in a replicate all policies have the same luck, and each replicate "
        "has its own) 'replicates' for more luck?");
    CHECK(refusal("vary:\n  seed: [1, 2]\n").find("e.yaml:5:3: an experiment changes 'seed'") == 0);
    CHECK(refusal("policies:\n  late: {calendar: {start: 2030-01-01}}\n") ==
          "e.yaml:5:28: an experiment changes 'calendar.start' (runs are compared over the same dates; only "
          "calendar.ticks may differ) write it into the base?");
    CHECK(refusal("vary: {calendar.tick: [month, quarter]}\n").find("'calendar.tick'") != std::string::npos);
    CHECK(refusal("policies:\n  rich: {currency: CNY}\n").find("in the same money") != std::string::npos);
}

TEST_CASE("a horizon that differs on purpose is told")
{
    std::vector<Model> const models = coins::models();
    CHECK(horizons_in_words(planned("policies: {short: {}, long: {calendar.ticks: 16}}\n"), models) ==
          "policies end at different times, and each is compared by where it ends: short after 8 ticks, long after 16 "
          "ticks");
    CHECK(horizons_in_words(planned("policies: {a: {calendar.ticks: 4}, b: {calendar.ticks: 4}}\n"), models).empty());
    CHECK(horizons_in_words(planned("vary: {calendar.ticks: [4, 8]}\n"), models).find("'calendar.ticks' is varied") ==
          0);
}

TEST_CASE("with a branch the policies of a replicate share a history, and go on as if each had lived through it")
{
    Plan const plan = planned(two_policies + "branch_at: 2021-Q1\nreplicates: 3\n");
    std::vector<Model> const models = coins::models();
    RunMaker maker(plan, models);
    for (PlannedRun const& run : plan.runs) {
        RunRecord const made = maker.make(run);
        // The same by hand: four ticks under the base, the state carried over, the rest under the policy.
        Cell const cell = cell_of(plan, run.policy, run.point, models);
        Simulation history = simulation_of(*cell.history, run.replicate, 1),
                   future = simulation_of(cell.scenario, run.replicate, 1);
        for (int tick = 0; tick < 4; ++tick) history.step();
        future.restore(save_state(history.world()), 4, "");
        while (future.world().clock.tick < future.ticks()) future.step();
        CHECK(made.digest == future.world().digest());
        CHECK(made.values.size() == 8);
        CHECK(made.values.back() == Approx(made.values[7]));
    }
    // Until the branch all policies see the same, afterwards not.
    RunRecord const fair = maker.make(plan.runs[0]), loaded = maker.make(plan.runs[1]);
    CHECK(std::equal(fair.values.begin(), fair.values.begin() + 4, loaded.values.begin()));
    CHECK(fair.values.back() < loaded.values.back());
}

TEST_CASE("a policy that a branch cannot take is refused at its place")
{
    CHECK(
        refusal("branch_at: 2021-Q1\npolicies:\n  more: {players: 20}\n") ==
        "e.yaml:6:19: 'players' cannot change in a branch (the history was made with it; in the policy 'more') change "
        "one of probability, bonus?");
}

TEST_CASE("a run is what tianji run makes of its scenario, policy and replicate")
{
    Plan const plan = planned(two_policies + "replicates: 2\n");
    std::vector<Model> const models = coins::models();
    RunMaker maker(plan, models);
    RunRecord const made = maker.make(plan.runs[3]);
    std::vector<Override> const changes{{"probability", "0.9"}};
    Scenario const scenario = read_scenario_text(coins::base, "base.yaml", ".", models, changes);
    Simulation alone = simulation_of(scenario, 1, 3);
    Observer nobody;
    CHECK(made.digest == alone.run(nobody).digest);
    CHECK(made.seed == 1);
    CHECK(made.ticks == 8);
}

TEST_CASE("a run that is not what was planned is refused")
{
    Plan plan = planned("replicates: 1\n");
    std::vector<Model> const models = coins::models();
    plan.runs[0].id = "0123";
    CHECK_THROWS_WITH(RunMaker(plan, models).make(plan.runs[0]), Catch::Contains("not what was planned"));
}
