// Where something may be written: never over what the same run reads, and never over what is not a regular file.
#pragma once

#include "engine/record/result_file.hpp"

#include <filesystem>
#include <span>

namespace tianji {

struct Scenario;

// Names end in this while a file is written.
std::filesystem::path part_of(std::filesystem::path path);

// Throws InvalidInput, before anything is written, where `path` is empty; where it or its `.part` is one of `inputs`,
// under whatever name, or there and not a regular file; where it exists (Overwrite::no); where its folder is not there
// or cannot be written.
void validate_output(std::filesystem::path const& path, Overwrite overwrite,
                     std::span<std::filesystem::path const> inputs = {});

// The scenario's file and all that it reads.
std::vector<std::filesystem::path> files_of(Scenario const& scenario);

} // namespace tianji
