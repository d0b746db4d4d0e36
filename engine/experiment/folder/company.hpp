// Who works in the folder of a sweep, and who may beside whom: tasks beside tasks, everybody else alone.
#pragma once

#include "engine/experiment/folder/folder_claim.hpp"
#include "engine/experiment/folder/sweep_folder.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tianji {

// Of who makes all that is missing, and of who submits tasks.
inline constexpr char const* name_of_sweep = "sweep";
inline constexpr char const* name_of_submission = "submission";

// A bundle of runs: index · bundle … (index + 1) · bundle - 1 of the plan.
struct TaskNumber {
    std::size_t index = 0, bundle = 1;
};
std::string name_of(TaskNumber const& task);
// Nothing where the name is not that of a task.
std::optional<TaskNumber> task_named(std::string const& name);

std::filesystem::path claim_of(SweepFolder const& folder, std::string const& name);

// Everybody whose claim is there, alive or not, by name.
std::vector<Claimant> claimants_in(SweepFolder const& folder);

// Throws InvalidInput, naming whom, where somebody alive works in the folder who may not beside `name`. To be asked
// after `name` has claimed its place: of two who begin at once at least one then sees the other.
void refuse_company(SweepFolder const& folder, std::string const& name);

} // namespace tianji
