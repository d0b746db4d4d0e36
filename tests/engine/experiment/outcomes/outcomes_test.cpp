#include "engine/experiment/comparison/replication.hpp"
#include "engine/experiment/crew/equal_outlay.hpp"
#include "engine/experiment/crew/run_maker.hpp"
#include "engine/experiment/outcomes/outcomes.hpp"
#include "tests/engine/experiment/coin_model.hpp"
#include "tests/engine/experiment/subsidy_model.hpp"
#include "tests/engine/record/scratch_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>

using namespace tianji;

namespace {

std::string const head =
    "tianji: 1\nexperiment: e\nbase: tests/engine/experiment/CMakeLists.txt\n"; // any file: see base
std::string const two_policies = "policies: {grants: {}, prizes: {scheme: prize, budget: 3}}\n";

Plan planned(std::string const& rest, std::string const& base = subsidy::base)
{
    return plan_of(read_experiment_text(head + rest, "e.yaml", base), subsidy::models());
}

std::string refusal(std::string const& rest, std::string const& base, std::vector<Model> const& models)
{
    try {
        plan_of(read_experiment_text(head + rest, "e.yaml", base), models);
    } catch (InvalidInput const& error) {
        return error.what();
    }
    return "";
}

// All runs but those of which `is_left_out`, in a log of a scratch folder.
class Made {
public:
    explicit Made(Plan const& plan, std::set<std::size_t> const& is_left_out = {})
    {
        std::vector<Model> const models = subsidy::models();
        RunMaker maker(plan, models);
        {
            RunLog log(folder_ / "a.runs");
            for (std::size_t i = 0; i < plan.runs.size(); ++i) {
                if (is_left_out.contains(i)) continue;
                RunRecord const record = maker.make(plan.runs[i]);
                if (i == 0) log.set_layout(maker.layout());
                log.append(record);
            }
        }
        RunLogContents const contents = read_run_log(folder_ / "a.runs");
        holdings.layouts = contents.layouts;
        for (RunPlace const& place : contents.runs) holdings.runs.emplace(place.head.id, place);
    }

    Holdings holdings;

private:
    ScratchFolder folder_;
};

OutcomeRow const& row(Outcomes const& outcomes, std::string const& name, std::size_t policy,
                      std::int64_t point = all_points)
{
    for (OutcomeRow const& one : outcomes.rows)
        if (outcomes.estimands[one.estimand].name == name && one.policy == policy && one.point == point) return one;
    FAIL("no such outcome: " << name);
    return outcomes.rows[0];
}

double spent(std::string const& id, Holdings const& holdings)
{
    RunPlace const& place = holdings.runs.at(id);
    RunRecord const record = read_run(place);
    return RunValues(holdings.layouts[place.layout], record.values).last("spent")[0];
}

} // namespace

TEST_CASE("where outcomes are asked for every policy is run in two more worlds")
{
    Plan const plan = planned(two_policies + "replicates: 2\noutcomes: true\n");
    CHECK(plan.n_compared() == 2);
    REQUIRE(plan.n_policies() == 6);
    std::vector<std::string> names;
    for (NamedPolicy const& one : plan.experiment.policies) names.push_back(one.name);
    CHECK(names ==
          std::vector<std::string>{"grants", "prizes", "grants/off", "prizes/off", "grants/grant", "prizes/grant"});
    CHECK(planned(two_policies + "replicates: 2\noutcomes: false\n").n_policies() == 2);
    CHECK(planned(two_policies + "replicates: 2\n").n_policies() == 2);
}

TEST_CASE("worlds that cannot differ are run once")
{
    std::string const same = "policies: {grants: {}, prizes: {scheme: prize}}\nreplicates: 1\noutcomes: true\n";
    Plan const plan = planned(same);
    CHECK(plan.runs[2].id == plan.runs[3].id); // both programmes switched off
    CHECK(plan.runs[4].id == plan.runs[0].id); // a direct grant stands beside itself
    CHECK(plan.runs[5].id != plan.runs[0].id); // its budget is found run by run
}

TEST_CASE("outcomes of a model that has none are refused")
{
    CHECK(refusal("replicates: 2\noutcomes: true\n", coins::base, coins::models()) ==
          "e.yaml: 'outcomes' of a model that has none (the model of its base declares no worlds to see a policy "
          "beside) leave 'outcomes' out?");
    CHECK(
        refusal("replicates: 2\noutcomes: {discount: 2}\n", subsidy::base, subsidy::models()).find("'discount' is 2") !=
        std::string::npos);
}

TEST_CASE("the direct grant beside a policy pays as much, whoever of them was run before")
{
    Plan const plan = planned(two_policies + "replicates: 3\noutcomes: true\n");
    Made const made(plan);
    std::vector<Model> const models = subsidy::models();
    for (PlannedRun const& run : plan.runs) {
        if (run.policy != 5) continue;
        CHECK(spent(run.id, made.holdings) == Approx(24.0).epsilon(EqualOutlay::tolerance));
        RunMaker alone(plan, models); // has not seen the policy
        CHECK(alone.make(run).digest == made.holdings.runs.at(run.id).head.digest);
    }
}

TEST_CASE("an outcome is the mean of differences, or the ratio of two means")
{
    Plan const plan = planned(two_policies + "replicates: 3\noutcomes: true\n");
    Made const made(plan);
    Outcomes const outcomes = evaluate(plan, made.holdings, 3, subsidy::models());
    CHECK(row(outcomes, "cost_per_level", 0).value == Approx(1.0));
    CHECK(row(outcomes, "cost_per_level", 1).value == Approx(2.0));
    CHECK(row(outcomes, "levels_beyond_grant", 0).value == 0.0);
    CHECK(row(outcomes, "levels_beyond_grant", 1).value == Approx(12.0 - 24.0).epsilon(0.02));
    CHECK(row(outcomes, "levels_beyond_grant", 1).replicates == 3);
    CHECK(outcomes.outlays[1].mean == Approx(1.0).epsilon(EqualOutlay::tolerance));
    // 3 in the first and in the last of eight quarters, at 3 % a year.
    CHECK(row(outcomes, "discounted", 1).value == Approx(3.0 + 3.0 * std::pow(1.03, -1.75)));
}

TEST_CASE("a ratio of which the data say nothing has no interval")
{
    Plan const plan = planned("policies: {nothing: {budget: 0}}\nreplicates: 3\noutcomes: true\n");
    Made const made(plan);
    Outcomes const outcomes = evaluate(plan, made.holdings, 3, subsidy::models());
    CHECK(row(outcomes, "cost_per_level", 0).identification == Identification::not_identified);
    std::vector<std::string> const table = table_of(outcomes, all_points);
    CHECK(table[2].find("not identified") != std::string::npos);
}

TEST_CASE("over design points an outcome is that of the means, and each point has its own")
{
    Plan const plan = planned("policies: {prizes: {scheme: prize, noise: 0.5}}\nvary: {budget: [1, 4]}\n"
                              "replicates: 4\noutcomes: true\n");
    Made const made(plan);
    Outcomes const outcomes = evaluate(plan, made.holdings, 4, subsidy::models());
    double const first = row(outcomes, "levels_beyond_grant", 0, 0).value,
                 second = row(outcomes, "levels_beyond_grant", 0, 1).value;
    CHECK(row(outcomes, "levels_beyond_grant", 0).value == Approx((first + second) / 2.0));
    CHECK(second < 2.0 * first); // both are below zero
}

TEST_CASE("a replicate counts only with the worlds that an outcome needs, and how many do not is told")
{
    Plan const plan = planned("policies: {prizes: {scheme: prize}}\nreplicates: 4\noutcomes: true\n");
    Made const made(plan, {1, 5}); // without programmes, and the grant, of one replicate each: 3 runs each
    REQUIRE(plan.runs[1].policy == 1);
    REQUIRE(plan.runs[5].policy == 2);
    Outcomes const outcomes = evaluate(plan, made.holdings, 4, subsidy::models());
    CHECK(row(outcomes, "cost_per_level", 0).replicates == 3);
    CHECK(row(outcomes, "cost_per_level", 0).missing == 1);
    CHECK(row(outcomes, "levels_beyond_grant", 0).replicates == 2);
    CHECK(row(outcomes, "levels_beyond_grant", 0).missing == 2);
    std::vector<std::string> const table = table_of(outcomes, all_points);
    CHECK(std::ranges::find(table, "  replicates left out, because a world is missing: prizes 1 (beside grant 2)") !=
          table.end());
    CHECK(csv_of(outcomes).find("\nall,levels_beyond_grant,1,prizes,2,2,") != std::string::npos);
}

TEST_CASE("in a branch all worlds share the history, and what was paid in it is no outlay of the policy")
{
    std::string const rest = "policies: {prizes: {scheme: prize, budget: 3}}\nbranch_at: 2020-Q3\nreplicates: 2\n"
                             "outcomes: true\n";
    Plan const plan = planned(rest);
    Made const made(plan);
    std::vector<double> const history{2.0, 4.0};
    for (PlannedRun const& run : plan.runs) {
        RunPlace const& place = made.holdings.runs.at(run.id);
        RunRecord const record = read_run(place);
        RunValues const values(made.holdings.layouts[place.layout], record.values);
        for (std::size_t tick = 0; tick < 2; ++tick) CHECK(values.at("spent", tick) == history[tick]);
    }
    Outcomes const outcomes = evaluate(plan, made.holdings, 2, subsidy::models());
    CHECK(row(outcomes, "cost_per_level", 0).value == Approx(2.0));
    CHECK(outcomes.outlays[0].mean == Approx(1.0).epsilon(EqualOutlay::tolerance));
    CHECK(row(outcomes, "levels_beyond_grant", 0).value == Approx(-9.0).epsilon(0.03)); // of 18 paid
}

TEST_CASE("what outcomes need is kept beside what was asked for, and not compared")
{
    Plan const plan = planned(two_policies + "replicates: 2\noutcomes: true\nrecord: {measures: [other]}\n");
    Made const made(plan);
    CHECK(made.holdings.layouts[0].size() == 3);
    Comparison const comparison = compare(plan, FinalValues(plan, made.holdings), 2, "none");
    REQUIRE(comparison.measures.size() == 1);
    CHECK(comparison.measures[0].measure.name == "other");
    CHECK(comparison.policies == std::vector<std::string>{"grants", "prizes"});
}

TEST_CASE("what is per tick comes to its mean over the ticks since the policies began")
{
    for (auto const& [branch, mean] : {std::pair{"", 3.5}, std::pair{"branch_at: 2020-Q3\n", 4.5}}) {
        Plan const plan = planned(two_policies + branch + "replicates: 2\nrecord: {measures: [pace, spent]}\n");
        Made const made(plan);
        FinalValues const values(plan, made.holdings);
        REQUIRE(values.measures()[1].measure.name == "pace");
        CHECK(values.of(1, 0, 0)[0] == mean);
        CHECK(values.of(0, 0, 0)[0] == 16.0); // a total
        std::vector<std::string> const table = table_of(compare(plan, values, 2, "none"), all_points);
        CHECK(std::ranges::find(table, "pace [1/tick]: ticks since the start, per tick; mean over ticks") !=
              table.end());
    }
}

TEST_CASE("what is paid in any case is no outlay of the policy")
{
    for (char const* branch : {"", "branch_at: 2020-Q3\n"}) {
        Plan const plan = planned("policies: {prizes: {scheme: prize, budget: 0.5}}\nreplicates: 2\noutcomes: true\n" +
                                      std::string(branch),
                                  subsidy::base + "promised: 100\nby_itself: 1\n");
        Made const made(plan);
        auto const total = [&](std::size_t policy) { return spent(plan.runs[policy].id, made.holdings); };
        REQUIRE(total(0) - total(1) > 2.0);
        CHECK(total(2) - total(1) == Approx(total(0) - total(1)).epsilon(EqualOutlay::tolerance));
    }
}

TEST_CASE("a grant that finds no takers is told")
{
    Plan const plan = planned("policies: {prizes: {scheme: prize, budget: 5}}\nreplicates: 2\noutcomes: true\n"
                              "record: {measures: [spent]}\n",
                              subsidy::base + "takers_of_grants: 4\n");
    Made const made(plan);
    Outcomes const outcomes = evaluate(plan, made.holdings, 2, subsidy::models());
    CHECK(outcomes.outlays[0].mean == Approx(0.8));
    std::vector<std::string> const table = table_of(outcomes, all_points);
    CHECK(std::ranges::any_of(table,
                              [](std::string const& line) { return line.starts_with("  *: not at equal outlay"); }));
}

TEST_CASE("an outcome is compared with that of the reference, replicate by replicate")
{
    Plan const plan =
        planned("policies: {grants: {noise: 1}, prizes: {scheme: prize, noise: 1}, more: {noise: 1, budget: 2.5}}\n"
                "replicates: 6\noutcomes: true\n");
    Made const made(plan);
    Outcomes const outcomes = evaluate(plan, made.holdings, 6, subsidy::models());
    CHECK(std::isnan(row(outcomes, "cost_per_level", 0).difference.mean));
    CHECK(row(outcomes, "cost_per_level", 1).difference.mean == Approx(1.0));
    // Both draw the same luck, so every replicate says the same.
    CHECK(row(outcomes, "discounted", 2).difference.standard_error == 0.0);
    CHECK(std::isnan(row(outcomes, "discounted", 2).difference.interval.low));
    CHECK(row(outcomes, "discounted", 2).interval.low < row(outcomes, "discounted", 2).value);
}

TEST_CASE("where nothing is paid nothing is said of equal outlay")
{
    Plan const plan = planned("policies: {nothing: {budget: 0}}\nreplicates: 2\noutcomes: true\n");
    Made const made(plan);
    std::vector<std::string> const table = table_of(evaluate(plan, made.holdings, 2, subsidy::models()), all_points);
    CHECK(std::ranges::none_of(
        table, [](std::string const& line) { return line.find("outlay of grant") != std::string::npos; }));
}

TEST_CASE("outcomes do not change what is compared")
{
    std::string const base = subsidy::base + "record: {measures: [other, pace]}\n";
    for (char const* outcomes : {"", "outcomes: true\n"}) {
        Plan const plan = planned(two_policies + "replicates: 2\n" + outcomes, base);
        Made const made(plan);
        CHECK(FinalValues(plan, made.holdings).measures().size() == 2);
    }
    Plan const plan = planned(two_policies + "replicates: {min: 20, max: 30, until: {measure: spent, half_width: 1}}\n"
                                             "outcomes: true\n",
                              base);
    Made const made(plan, {});
    CHECK_THROWS_AS(validate_measures(plan, made.holdings.layouts), InvalidInput);
}

TEST_CASE("a comparison is of as many replicates as are asked for")
{
    Plan const plan = planned(two_policies + "replicates: 4\n");
    Made const made(plan);
    FinalValues const values(plan, made.holdings);
    CHECK(compare(plan, values, 3, "none").rows[0].summary.values == 3);
}

TEST_CASE("policies of one name in result files, or of that of a world, are refused")
{
    auto const said = [](std::string const& policies) {
        return refusal("policies: " + policies + "\nreplicates: 2\n", subsidy::base, subsidy::models());
    };
    CHECK(said("{a b: {}, a_b: {budget: 1}}").find("two policies are called 'a_b'") != std::string::npos);
    CHECK(said("{a: {}, a/off: {budget: 1}}").find("a policy is called 'a/off'") != std::string::npos);
    CHECK(said("{a b: {}, a/b: {budget: 1}}").empty());
}

TEST_CASE("policies and worlds are seen over the same time")
{
    std::string const rest = "replicates: 2\noutcomes: true\n";
    CHECK(refusal("policies: {a: {}, b: {calendar: {tick: month}}}\n" + rest, subsidy::base, subsidy::models())
              .find("an experiment changes 'calendar.tick'") != std::string::npos);
    CHECK(refusal("vary: {calendar.ticks: [4, 8]}\n" + rest, subsidy::base, subsidy::models())
              .find("an experiment changes 'calendar.ticks' (outcomes are sums over the same time in every world)") !=
          std::string::npos);
}

TEST_CASE("the table of outcomes has a line for each, the CSV a line for each policy and point")
{
    Plan const plan = planned(two_policies + "replicates: 3\noutcomes: true\n");
    Made const made(plan);
    Outcomes const outcomes = evaluate(plan, made.holdings, 3, subsidy::models());
    std::vector<std::string> const table = table_of(outcomes, all_points);
    CHECK(table[1].starts_with("  outcome "));
    CHECK(table[1].ends_with("  prizes"));
    CHECK(table[2].starts_with("  cost_per_level [million/level] "));
    CHECK(table[2].find(" 1 in all 3 replicates ") != std::string::npos);
    CHECK(table[2].ends_with(" 2 in all 3 replicates"));
    Plan const lucky = planned("policies: {grants: {noise: 1}, prizes: {scheme: prize, noise: 1, budget: 3}}\n"
                               "replicates: 6\noutcomes: true\n");
    Made const made_by_luck(lucky);
    std::vector<std::string> const marked =
        table_of(evaluate(lucky, made_by_luck.holdings, 6, subsidy::models()), all_points);
    CHECK(std::ranges::any_of(marked, [](std::string const& line) {
        return line.starts_with("  levels_beyond_grant ") && line.find("] ▼") != std::string::npos;
    }));
    CHECK(std::ranges::any_of(
        marked, [](std::string const& line) { return line.starts_with("  ▲ ▼: more, less than grants"); }));
    Plan const same = planned("policies: {grants: {}}\nreplicates: 2\noutcomes: true\n");
    Made const made_too(same);
    std::vector<std::string> const lines =
        table_of(evaluate(same, made_too.holdings, 2, subsidy::models()), all_points);
    CHECK(lines[3].starts_with("  discounted ")); // levels_beyond_grant is nothing
    CHECK(lines[4] == "  left out: what is 0 in every replicate of every policy.");
    std::string const csv = csv_of(outcomes);
    CHECK(std::ranges::count(csv, '\n') == 1 + 3 * 2);
    CHECK(csv.find("\nall,cost_per_level,million/level,prizes,3,0,2") != std::string::npos);
    CHECK(csv.find(",money per level more\n") != std::string::npos);
}
