#include "engine/experiment/comparison/comparison.hpp"
#include "engine/experiment/comparison/replication.hpp"
#include "engine/experiment/crew/run_maker.hpp"
#include "tests/engine/experiment/coin_model.hpp"
#include "tests/engine/record/scratch_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>

using namespace tianji;
using Catch::Contains;

namespace {

// A plan and its runs up to some replicate, all but those that `leave_out` names.
struct Made {
    ScratchFolder scratch;
    Plan plan;
    Holdings holdings;

    explicit Made(std::string const& rest, std::int64_t replicates, std::size_t leave_out = ~std::size_t{0})
        : plan(plan_of(
              read_experiment_text("tianji: 1\nexperiment: e\nbase: tests/engine/experiment/CMakeLists.txt\n" + rest,
                                   "e.yaml", coins::base),
              coins::models()))
    {
        SweepFolder const folder{scratch / "s"};
        std::filesystem::create_directories(folder.runs());
        std::vector<Model> const models = coins::models();
        RunMaker maker(plan, models);
        RunLog log(folder.runs() / "a.runs");
        for (std::size_t i = 0; i < plan.runs.size(); ++i) {
            if (plan.runs[i].replicate >= replicates || i == leave_out) continue;
            RunRecord const record = maker.make(plan.runs[i]);
            if (i == 0 || (leave_out == 0 && i == 1)) log.set_layout(maker.layout());
            log.append(record);
        }
        holdings = read_holdings(folder);
    }
};

std::string const policies = "policies: {fair: {}, same: {name: other}, loaded: {probability: 0.9}}\n";

std::string text_of(std::vector<std::string> const& lines)
{
    std::string text;
    for (std::string const& line : lines) text += line + '\n';
    return text;
}

} // namespace

TEST_CASE("final values are the last of each run, and a mean over design points needs all of them")
{
    Made const made("vary: {players: [2, 4]}\nreplicates: 3\n", 3,
                    1); // without the second replicate of the first point
    FinalValues const values(made.plan, made.holdings);
    REQUIRE(values.measures().size() == 1);
    REQUIRE(values.replicates() == 3);
    auto const first = values.of(0, 0, 0), second = values.of(0, 0, 1);
    CHECK(std::isnan(first[1]));
    CHECK(first[0] == read_run(made.holdings.runs.at(made.plan.runs[0].id)).values.back());
    std::vector<double> const mean = values.over_points(0, 0);
    CHECK(mean[0] == (first[0] + second[0]) / 2);
    CHECK(std::isnan(mean[1]));
    CHECK(mean[2] == (first[2] + second[2]) / 2);
    CHECK(values.has_all(1));
    CHECK_FALSE(values.has_all(2));
}

TEST_CASE("a policy is compared with the first one, replicate by replicate, over all points and in each")
{
    Made const made(policies + "vary: {players: [20, 40]}\nreplicates: 30\n", 30);
    FinalValues const values(made.plan, made.holdings);
    Comparison const comparison = compare(made.plan, values, made.plan.experiment.replicates.max, "none");
    REQUIRE(comparison.rows.size() == 3 * 3); // all points, point 0, point 1
    ComparisonRow const& reference = comparison.rows[0];
    ComparisonRow const& same = comparison.rows[1];
    ComparisonRow const& loaded = comparison.rows[2];
    // Eight tosses of 30 players on average: 120 heads, and 216 with the loaded coin.
    CHECK(reference.summary.mean == Approx(120).margin(4 * std::sqrt(8 * 30 * 0.25 / 30)));
    CHECK(loaded.paired.difference.mean == Approx(96).margin(4 * std::sqrt(8 * 30 * 0.24 / 30)));
    CHECK(loaded.paired.pairs == 30);
    CHECK(loaded.adjusted_p < 1e-6);
    CHECK(std::isnan(reference.paired.difference.mean));
    // The same rules under the same luck are the same to the last bit, and that is no evidence; but it was looked at.
    CHECK(same.paired.difference.mean == 0.0);
    CHECK(std::isnan(same.adjusted_p));
    CHECK(loaded.adjusted_p == 2.0 * loaded.paired.difference.p);
    CHECK(comparison.rows[3].point == 0);
    CHECK(comparison.rows[8].point == 1);
    CHECK(comparison.rows[6].summary.mean == Approx(160).margin(4 * std::sqrt(8 * 40 * 0.25 / 30)));
}

TEST_CASE("the table says in words what is significant and what is not")
{
    Made const made(policies + "replicates: 30\n", 30);
    std::string const table = text_of(
        table_of(compare(made.plan, FinalValues(made.plan, made.holdings), made.plan.experiment.replicates.max, "none"),
                 all_points));
    CHECK_THAT(table, Contains("heads [1]: heads so far") && Contains("fair") && Contains("reference") &&
                          Contains("same is the same in all 30 replicates; loaded is significantly higher."));
    Made const close("policies: {fair: {}, nearly: {probability: 0.502}}\nreplicates: 20\n", 20);
    std::string const undecided = text_of(table_of(
        compare(close.plan, FinalValues(close.plan, close.holdings), close.plan.experiment.replicates.max, "none"),
        all_points));
    CHECK_THAT(undecided,
               Contains("nearly is not significantly different: 20 replicates do not tell which is larger."));
    Made const few(policies + "replicates: 1\n", 1);
    CHECK_THAT(text_of(table_of(
                   compare(few.plan, FinalValues(few.plan, few.holdings), few.plan.experiment.replicates.max, "none"),
                   all_points)),
               Contains("too few runs to tell"));
}

TEST_CASE("a difference that is the same in every replicate has no interval, no p and no infinite effect")
{
    Made const made("policies: {never: {probability: 0}, always: {probability: 1}}\nreplicates: 2\n", 2);
    Comparison const comparison = compare(made.plan, FinalValues(made.plan, made.holdings), 2, "none");
    std::string const table = text_of(table_of(comparison, all_points));
    CHECK_THAT(table,
               Contains("+80  the same in all 2") && Contains("always is higher by the same in all 2 replicates, "
                                                              "which do not tell how much it varies."));
    CHECK_THAT(table, !Contains("inf") && !Contains("significantly") && !Contains("< .001"));
    CHECK_THAT(csv_of(comparison), Contains("\nall,heads,primary,1,always,2,80,,,80,,,,,,,,,,,\n") && !Contains("inf"));
}

TEST_CASE("a mean over design points does not hide that the difference goes the other way in one of them")
{
    auto const difference = [](std::int64_t point, double mean, double adjusted_p) {
        ComparisonRow row;
        row.policy = 1;
        row.point = point;
        row.paired.pairs = 20;
        row.paired.difference.mean = mean;
        row.paired.difference.standard_error = 1.0;
        row.paired.difference.p = 0.03;
        row.paired.difference.interval = {mean - 2.0, mean + 2.0};
        row.adjusted_p = adjusted_p;
        return row;
    };
    Comparison comparison;
    comparison.measures = {{{"gain", "1", "what is gained", 1, "", {}, {}}, "gain", "", false}};
    comparison.units = {"1"};
    comparison.policies = {"one", "three"};
    comparison.rows = {difference(all_points, -9.0, 0.001), difference(0, -20.0, 0.001), difference(1, 3.0, 0.01),
                       difference(2, -1.0, 0.6)};
    comparison.factors = {{"difficulty", {"0.5", "2", "3"}}};
    auto const told = [&](std::int64_t point) { return text_of(table_of(comparison, point)); };
    CHECK_THAT(told(all_points), Contains("three is significantly lower, but effects cancel out in this mean: "
                                          "significantly higher at difficulty 2, significantly lower at difficulty "
                                          "0.5."));
    comparison.rows[0] = difference(all_points, -1.0, 0.2);
    CHECK_THAT(told(all_points), Contains("three is not significantly different: 20 replicates do not tell which is "
                                          "larger, but effects cancel out in this mean: significantly higher at "
                                          "difficulty 2, significantly lower at difficulty 0.5."));
    CHECK_THAT(told(2), Contains("20 replicates do not tell which is larger."));
    // One side alone.
    comparison.rows[1] = difference(0, -1.0, 0.6);
    CHECK_THAT(told(all_points), Contains("which is larger, but significantly higher at difficulty 2."));
    comparison.rows[0] = difference(all_points, -9.0, 0.001);
    CHECK_THAT(told(all_points), Contains("three is significantly lower, but significantly higher at difficulty 2."));
    comparison.rows[2] = difference(1, -3.0, 0.01);
    CHECK_THAT(told(all_points), Contains("three is significantly lower."));
}

TEST_CASE("design points are told by what the factors are in them")
{
    Made const made("policies: {fair: {bonus: {prize: 1}}, loaded: {probability: 0.9, bonus: {prize: 1}}}\n"
                    "vary: {players: [2, 40], bonus.prize: [1, 2]}\nreplicates: 5\n",
                    5);
    Comparison comparison = compare(made.plan, FinalValues(made.plan, made.holdings), 5, "none");
    REQUIRE(comparison.factors.size() == 2);
    CHECK(comparison.factors[1].name == "prize");
    CHECK(comparison.factors[0].values == std::vector<std::string>{"2", "2", "40", "40"});
    for (ComparisonRow& row : comparison.rows) row.adjusted_p = row.point == all_points ? 0.9 : 0.01;
    CHECK_THAT(text_of(table_of(comparison, all_points)),
               Contains("significantly higher at (players 2, prize 1), (players 2, prize 2), (players 40, prize 1)"));
}

TEST_CASE("the CSV has every row with all its figures, and nothing where there is none")
{
    Made const made(policies + "replicates: 5\n", 5);
    std::string const csv =
        csv_of(compare(made.plan, FinalValues(made.plan, made.holdings), made.plan.experiment.replicates.max, "none"));
    CHECK(std::ranges::count(csv, '\n') == 4);
    CHECK_THAT(csv, Contains("point,measure,role,unit,policy,runs,mean,") &&
                        Contains("\nall,heads,primary,1,fair,5,") && Contains(",,,,,,,,,,,,\n"));
    CHECK_THAT(csv, !Contains("nan"));
}

TEST_CASE("a fixed number of replicates is made, whatever the values say")
{
    Made const none(policies + "replicates: 7\n", 0);
    Replication const before = replication_of(none.plan, FinalValues(none.plan, none.holdings));
    CHECK(before.replicates == 7);
    CHECK_FALSE(before.is_settled);
    Made const all(policies + "replicates: 7\n", 7);
    CHECK(replication_of(all.plan, FinalValues(all.plan, all.holdings)).is_settled);
}

TEST_CASE("replicates are added until every interval is as narrow as asked, and no longer")
{
    std::string const asked =
        policies +
        "vary: {players: [10, 20]}\nreplicates: {min: 20, max: 400, until: {measure: heads, half_width: 1.5}}\n";
    Made const begun(asked, 20);
    Replication const first = replication_of(begun.plan, FinalValues(begun.plan, begun.holdings));
    CHECK_FALSE(first.is_settled);
    CHECK(first.replicates > 20);
    CHECK(first.replicates <= 40); // never more than twice as many at once
    // Gone on step by step, as a sweep does.
    std::int64_t replicates = first.replicates;
    for (int step = 0; step < 20; ++step) {
        Made const made(asked, replicates);
        Replication const now = replication_of(made.plan, FinalValues(made.plan, made.holdings));
        if (now.is_settled) {
            CHECK(now.replicates == replicates);
            CHECK(now.is_enough);
            REQUIRE(now.goals.size() == 2);
            CHECK(now.goals[1].half_width <= 1.5);
            CHECK(now.goals[0].half_width == 0.0); // the same policy
            // Two policies with luck of their own: (var a + var b) / var(a - b) times as many, roughly.
            REQUIRE(now.goals[1].without_common_luck);
            CHECK(*now.goals[1].without_common_luck >= 20);
            // The steps are those of somebody who has more from the start.
            Made const more(asked, replicates + 50);
            CHECK(replication_of(more.plan, FinalValues(more.plan, more.holdings)).replicates == replicates);
            return;
        }
        CHECK(now.replicates > replicates);
        replicates = now.replicates;
    }
    FAIL("the sweep does not end");
}

TEST_CASE("where the precision is out of reach the most replicates are made, and it is told")
{
    Made const made(policies + "replicates: {min: 20, max: 25, until: [{measure: heads, half_width: 0.001}]}\n", 25);
    Replication const now = replication_of(made.plan, FinalValues(made.plan, made.holdings));
    CHECK(now.replicates == 25);
    CHECK(now.is_settled);
    CHECK_FALSE(now.is_enough);
}

TEST_CASE("where no run has what is to tell when there are enough, that is said")
{
    Made const made(policies + "replicates: {min: 20, max: 25, until: {measure: heds, half_width: 1}}\n", 20);
    CHECK_THROWS_WITH(replication_of(made.plan, FinalValues(made.plan, made.holdings)),
                      Contains("replicates.until: no run has 'heds'"));
}

TEST_CASE("where an experiment names primary measures p is corrected over these, and the rest is told as exploratory")
{
    Made const made(policies + "replicates: 20\n", 20);
    Comparison comparison = compare(made.plan, FinalValues(made.plan, made.holdings), 20, "none");
    double const p = comparison.rows[2].paired.difference.p;
    CHECK(comparison.rows[2].adjusted_p == 2.0 * p); // two comparisons
    CHECK(role_of(comparison, comparison.rows[2]) == "primary");
    // As if it were another measure that the experiment is about.
    comparison.measures[0].is_exploratory = true;
    comparison.rows[2].adjusted_p = not_defined;
    std::string const table = text_of(table_of(comparison, all_points));
    CHECK_THAT(table, Contains("exploratory: heads [1]") && Contains("p (not corrected)") && Contains("< .001") &&
                          Contains("loaded looks higher.") && !Contains("significantly"));
    CHECK_THAT(csv_of(comparison), Contains("\nall,heads,exploratory,1,loaded,20,"));
}
