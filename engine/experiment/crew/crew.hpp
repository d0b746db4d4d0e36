// Makes many runs at once: one process per core, each with a log of its own, so that a run that crashes, runs out of
// memory or hangs takes nothing with it but itself.
#pragma once

#include "engine/experiment/plan/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace tianji {

struct CrewSettings {
    int jobs = 1;                 // processes at a time
    double time_limit = 0.0;      // [s] for one run; 0: none
    std::filesystem::path folder; // of the logs
};

// How it goes on; called by the crew about five times a second.
struct CrewProgress {
    std::size_t done = 0, failed = 0, of = 0; // runs
};

struct CrewTally {
    std::size_t done = 0, failed = 0;
    bool was_stopped = false; // before all were made
    std::string trouble;      // why the whole crew gave up, e.g. a full disk; empty else
};

// Makes runs of the plan, given by index; those that follow each other and share a history go to the same process.
// `watch` returns false to stop after the runs that have begun. Nothing else may run in this process: it forks.
CrewTally make_runs(Plan const& plan, std::span<Model const> models, std::span<std::size_t const> runs,
                    CrewSettings const& settings, std::function<bool(CrewProgress const&)> const& watch);

} // namespace tianji
