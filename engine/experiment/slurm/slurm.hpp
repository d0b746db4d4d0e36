// What of a sweep is submitted to Slurm: which tasks, as which arrays, by which script.
#pragma once

#include "engine/experiment/folder/company.hpp"
#include "engine/experiment/folder/sweep.hpp"
#include "engine/experiment/folder/sweep_folder.hpp"
#include "engine/experiment/plan/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tianji {

// Slurm's own, where nobody says otherwise: elements are numbered 0 … 1000.
inline constexpr std::size_t usual_max_array_size = 1001;

// "3,7,12-19", as sbatch reads it. The numbers rise.
std::string compact(std::span<std::size_t const> numbers);
// The numbers of such a text; none where it is no such text.
std::vector<std::size_t> numbers_in(std::string_view text);

// Runs per task, so that one takes five to ten minutes on one core by the median of the runs that are done; policies
// that share a history stay together.
struct Bundle {
    std::size_t runs = 1;
    double seconds = 0.0; // [s] that a task will take; 0: nothing is known yet
};
Bundle usual_bundle(Plan const& plan, SweepState const& state);
Bundle bundle_of(std::size_t runs, SweepState const& state);

// The tasks that hold any of the runs, rising.
std::vector<std::size_t> tasks_with(std::span<std::size_t const> runs, std::size_t bundle);

// Tasks submitted at once; to Slurm, `first` is element 0.
struct TaskArray {
    std::size_t first = 0;
    std::vector<std::size_t> tasks; // rising
};
std::string elements_of(TaskArray const& array);
// As few as there can be where elements are less than `max_array_size`, and no text of elements is too long for sbatch.
std::vector<TaskArray> arrays_of(std::span<std::size_t const> tasks, std::size_t max_array_size);

struct BatchScript {
    std::filesystem::path program, folder; // both absolute
    std::size_t bundle = 1;
    double time_limit = 0.0; // [s] for one run; 0: none
};
// Throws InvalidInput where the paths cannot stand in a batch script.
std::string text_of(BatchScript const& script);

// By which the queue is asked for the sweep: the experiment's name and a part of the manifest's fingerprint.
std::string job_name_of(Plan const& plan);

// The words of the command that submits an array.
std::vector<std::string> sbatch_command(TaskArray const& array, std::string const& job_name,
                                        std::filesystem::path const& script, std::size_t throttle,
                                        std::span<std::string const> options);

// The job in what `sbatch --parsable` says: the last line of the form 17 or 17;cluster, whatever the site says around
// it.
std::optional<std::int64_t> job_named(std::string_view answer);

// What was submitted, kept in the folder.
struct SubmittedArray {
    std::int64_t job = 0;
    std::size_t bundle = 1;
    TaskArray array;
};
void note_submission(SweepFolder const& folder, SubmittedArray const& submitted);
// The oldest first.
std::vector<SubmittedArray> submissions_of(SweepFolder const& folder);

} // namespace tianji
