// The folder of a sweep: what was planned, frozen, and what has been run.
//
//     manifest.csv      one line per run: to read; to change it, edit the experiment and plan again
//     experiment.yaml   the experiment and
//     base.yaml         its base, as they were when it was planned
//     sweep.yaml        the program and the inputs it was planned with
//     runs/             logs of what was run, one per process (run_log.hpp)
//     claims/           who is at work
//     sweep.sbatch      what Slurm starts for each task
//     slurm/            what the tasks said, and jobs.csv: which were submitted
//     merged.h5         all runs in one file, when they are merged
#pragma once

#include "engine/experiment/folder/run_log.hpp"
#include "engine/experiment/plan/plan.hpp"

#include <filesystem>
#include <map>
#include <span>
#include <string>

namespace tianji {

struct SweepFolder {
    std::filesystem::path path;

    std::filesystem::path manifest() const { return path / "manifest.csv"; }
    std::filesystem::path experiment() const { return path / "experiment.yaml"; }
    std::filesystem::path base() const { return path / "base.yaml"; }
    std::filesystem::path facts() const { return path / "sweep.yaml"; }
    std::filesystem::path runs() const { return path / "runs"; }
    std::filesystem::path claims() const { return path / "claims"; }
    std::filesystem::path script() const { return path / "sweep.sbatch"; }
    std::filesystem::path slurm() const { return path / "slurm"; }
    std::filesystem::path jobs() const { return slurm() / "jobs.csv"; }
    std::filesystem::path merged() const { return path / "merged.h5"; }
};

enum class Replan : std::uint8_t { no, yes };

// Writes the plan. A folder that holds the same plan keeps it, and what it says of the experiment is brought up to
// date. Throws InvalidInput where it holds another one (Replan::no), something else, or cannot be written.
void write_plan(Plan const& plan, std::span<Model const> models, SweepFolder const& folder, Replan replan);

// What a plan is read for: to go on with it, although its experiment was edited since, or to look at what was run.
enum class PlanUse : std::uint8_t { run, run_as_planned, look };

// The plan of a folder. Throws InvalidInput where there is none, it is damaged, an input has changed, or (unless it is
// only looked at) is gone, or it was made by another program, or (PlanUse::run) the experiment or its base was edited
// since. The files of the experiment and its base may be gone: the folder has them.
Plan read_plan(SweepFolder const& folder, std::span<Model const> models, PlanUse use);

// The command that does something with the folder, as one types it: "tianji sweep VERB FOLDER".
std::string command_on(SweepFolder const& folder, std::string const& verb);

// A file of the folder, under its name at once or not at all. Throws InvalidInput where it cannot be written.
void write_text(std::filesystem::path const& path, std::string const& text);

// The manifest as text.
std::string manifest_of(Plan const& plan);

// What has been run, by identity: of runs made more than once the one that was done, and the first of those.
struct Holdings {
    std::map<std::string, RunPlace> runs;
    std::vector<MeasureLayout> layouts; // RunPlace::layout of those that are done
    std::size_t torn = 0;               // logs that end in the middle of a record: who wrote them was killed
};
Holdings read_holdings(SweepFolder const& folder);

} // namespace tianji
