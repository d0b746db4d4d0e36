// All runs of a sweep in one result file, with the dimensions run, time and those of the measures
// (engine/record/FORMAT.md).
#pragma once

#include "engine/experiment/folder/sweep_folder.hpp"
#include "engine/record/result_file.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace tianji {

struct Findings;

struct Merged {
    std::size_t runs = 0, done = 0;
};

// A row for every run of the first `replicates` of every cell; those that are not done have no values. A
// measure or label that a run does not have is missing there. One run is in memory at a time. Throws InvalidInput where
// the file cannot be written. What was found in them, where it is known, goes to groups of its own.
Merged merge(Plan const& plan, Holdings const& holdings, std::int64_t replicates, std::span<Model const> models,
             std::filesystem::path const& path, Overwrite overwrite, Findings const* findings = nullptr);

// Whether a file is what merge() has written of the same experiment.
bool is_merged_from(std::filesystem::path const& file, Plan const& plan);

} // namespace tianji
