#include "engine/command_line/sweep_verbs.hpp"
#include "engine/experiment/comparison.hpp"
#include "engine/experiment/merged_file.hpp"
#include "engine/experiment/replication.hpp"

#include <fmt/format.h>

#include <string>

namespace tianji::command_line {

namespace fs = std::filesystem;

namespace {

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

} // namespace

int compare_policies(CompareOptions const& options, std::span<Model const> models)
{
    SweepFolder const folder{options.sweep.folder};
    Plan const plan = plan_into({options.experiment, folder.path, options.replan}, models);
    int const status = make_all_runs(plan, folder, options.sweep, models);
    if (status > failed) return status;

    Holdings const holdings = read_holdings(folder);
    FinalValues const values(plan, holdings);
    Replication const replication = replication_of(plan, values);
    Comparison const comparison = compare(plan, values, cell_of(plan, 0, 0, models).scenario.header.currency);
    merge(plan, holdings, replication.replicates, models, folder.merged(), Overwrite::yes, &comparison);
    fs::path const csv = folder.path / "comparison.csv";
    write_text(csv, csv_of(comparison));

    fmt::print("\n");
    if (plan.points.size() > 1)
        fmt::print("means over {} design points; each of them: {}\n\n", plan.points.size(), csv.string());
    for (std::string const& line : table_of(comparison, all_points)) fmt::print("{}\n", line);
    tell_replication(plan, replication);
    fmt::print("luck worth: replicates with luck of their own that one with common luck is worth\n");
    fmt::print("table: {}   runs: {}\n", csv.string(), folder.merged().string());
    return status;
}

} // namespace tianji::command_line
