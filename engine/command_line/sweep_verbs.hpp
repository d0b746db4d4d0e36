// What the verbs of `tianji sweep` do, apart from how their options are written.
#pragma once

#include "engine/command_line/verbs.hpp"
#include "engine/experiment/folder/company.hpp"
#include "engine/experiment/folder/sweep_folder.hpp"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tianji::command_line {

struct PlanOptions {
    std::filesystem::path experiment, folder;
    Replan replan = Replan::no;
};
// Checks and writes the plan; says only what makes runs less comparable than they may seem.
Plan plan_into(PlanOptions const& options, std::span<Model const> models);
int plan_sweep(PlanOptions const& options, std::span<Model const> models);

struct SweepOptions {
    std::filesystem::path folder;
    int jobs = 1;
    double time_limit = 0.0; // [s] for one run; 0: none
    PlanUse use = PlanUse::run;
    Talk talk = Talk::normal;
};
// All that are missing, of as many replicates as the experiment asks for or needs. `claim`: that of name_of_sweep.
int make_all_runs(Plan const& plan, SweepFolder const& folder, FolderClaim& claim, SweepOptions const& options,
                  std::span<Model const> models);
int run_sweep(SweepOptions const& options, std::span<Model const> models);

struct TaskOptions {
    SweepOptions sweep;
    std::size_t index = 0, bundle = 1; // runs index · bundle … (index + 1) · bundle - 1
};
int run_task(TaskOptions const& options, std::span<Model const> models);

enum class Submission : std::uint8_t { made, only_shown };

struct SlurmOptions {
    std::filesystem::path folder;
    std::size_t bundle = 0;   // runs per task; 0: five to ten minutes of them
    std::size_t throttle = 0; // tasks of an array at the same time; 0: as the cluster has room
    double time_limit = 0.0;  // [s] for one run; 0: none
    PlanUse use = PlanUse::run;
    Submission submission = Submission::made;
    std::vector<std::string> for_sbatch; // options, as they are
};
int submit_sweep(SlurmOptions const& options, std::span<Model const> models);

int print_status(std::filesystem::path const& folder, std::span<Model const> models);
int print_failures(std::filesystem::path const& path, std::span<Model const> models);

struct MergeOptions {
    std::filesystem::path folder, output; // output: empty for merged.h5 in the folder
    Overwrite overwrite = Overwrite::no;
};
int merge_sweep(MergeOptions const& options, std::span<Model const> models);

struct CompareOptions {
    std::filesystem::path experiment;
    SweepOptions sweep;
    Replan replan = Replan::no;
};
int compare_policies(CompareOptions const& options, std::span<Model const> models);

} // namespace tianji::command_line
