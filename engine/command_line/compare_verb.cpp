#include "engine/command_line/sweep_verbs.hpp"
#include "engine/experiment/comparison/replication.hpp"
#include "engine/experiment/merged/findings.hpp"
#include "engine/experiment/merged/merged_file.hpp"

#include <fmt/format.h>

#include <string>

namespace tianji::command_line {

namespace {

constexpr char const* comparison_file = "comparison.csv";
constexpr char const* outcomes_file = "outcomes.csv";

// What the asked precision took, and what it would have taken without common luck.
void tell_replication(Plan const& plan, Replication const& replication)
{
    if (plan.experiment.replicates.until.empty()) return;
    fmt::print("{} replicates: {}\n", replication.replicates,
               replication.is_enough ? "every interval is as narrow as asked for"
                                     : "the most that are allowed, and not every interval is as narrow as asked for");
    for (GoalProgress const& one : replication.goals) {
        PrecisionGoal const& goal = plan.experiment.replicates.until[one.goal];
        std::string const apart = one.without_common_luck
                                      ? fmt::format("; with luck of its own for every policy it would take about {}",
                                                    *one.without_common_luck)
                                      : "";
        fmt::print("  {}, {}: half-width {:.4g}, asked for {:.4g}{}\n", goal.measure,
                   plan.experiment.policies[one.policy].name, one.half_width, goal.half_width, apart);
    }
}

void tell(Plan const& plan, Findings const& findings, Replication const& replication, SweepFolder const& folder)
{
    std::string const csv = (folder.path / comparison_file).string();
    fmt::print("\n");
    if (plan.points.size() > 1)
        fmt::print("means over {} design points; each of them: {}\n\n", plan.points.size(), csv);
    for (std::string const& line : table_of(findings.comparison, all_points)) fmt::print("{}\n", line);
    if (std::string const rest = left_out_in_words(findings.comparison); !rest.empty()) fmt::print("{}\n", rest);
    tell_replication(plan, replication);
    fmt::print("d_z: difference over its standard deviation; p (Holm): corrected for all comparisons of the {}, the "
               "intervals are not;\nreplicates saved: how many replicates with luck of their own one with common luck "
               "stands for\n",
               plan.experiment.primary.empty() ? "table" : "primary measures");
    if (findings.outcomes) {
        fmt::print("\n");
        for (std::string const& line : table_of(*findings.outcomes, all_points)) fmt::print("{}\n", line);
        fmt::print("what each outcome is: {}\n", (folder.path / outcomes_file).string());
    }
    fmt::print("table: {}   runs: {}\n", csv, folder.merged().string());
}

} // namespace

int compare_policies(CompareOptions const& options, std::span<Model const> models)
{
    SweepFolder const folder{options.sweep.folder};
    Plan const plan = plan_into({options.experiment, folder.path, options.replan}, models);
    FolderClaim claim(claim_of(folder, name_of_sweep)); // until the findings are written too
    int const status = make_all_runs(plan, folder, claim, options.sweep, models);
    if (status > failed) return status;

    Holdings const holdings = read_holdings(folder);
    FinalValues const values(plan, holdings);
    Replication const replication = replication_of(plan, values);
    Findings findings{
        compare(plan, values, replication.replicates, cell_of(plan, 0, 0, models).scenario.header.currency), {}};
    if (plan.experiment.outcomes) findings.outcomes = evaluate(plan, holdings, replication.replicates, models);
    merge(plan, holdings, replication.replicates, models, folder.merged(), Overwrite::yes, &findings);
    write_text(folder.path / comparison_file, csv_of(findings.comparison));
    if (findings.outcomes) write_text(folder.path / outcomes_file, csv_of(*findings.outcomes));
    tell(plan, findings, replication, folder);
    return status;
}

} // namespace tianji::command_line
