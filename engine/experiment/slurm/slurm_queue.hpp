// What Slurm says: how large an array may be, which number a job has got, which tasks of a sweep wait or run.
#pragma once

#include "engine/experiment/slurm/slurm.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tianji {

// As the cluster is configured; nothing where it cannot be asked.
std::optional<std::size_t> max_array_size();

// Submits; the number of the job. Throws InvalidInput where there is no sbatch, or with what sbatch says against it.
std::int64_t submit(std::vector<std::string> const& sbatch_command);

struct QueuedTask {
    std::int64_t job = 0;
    std::size_t element = 0; // of the array
    TaskNumber task;
    bool is_running = false; // else it waits
};

// The tasks of a sweep that wait or run.
struct SlurmQueue {
    bool is_known = false;          // nothing was ever submitted, there is no squeue, or
    std::string trouble;            // it failed, with these words
    std::vector<std::int64_t> jobs; // all that were ever submitted
    std::vector<QueuedTask> tasks;
};
SlurmQueue queue_of(SweepFolder const& folder, std::string const& job_name);

// Everybody whose claim is there, by name; not alive is also who is not in the queue any more.
std::vector<Claimant> claimants_in(SweepFolder const& folder, SlurmQueue const& queue);

} // namespace tianji
