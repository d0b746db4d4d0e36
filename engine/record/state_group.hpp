// Arrays of a saved state as datasets of a group. Used by checkpoint.cpp only.
#pragma once

#include "engine/record/hdf5_handle.hpp"
#include "engine/world/state.hpp"

#include <filesystem>
#include <string>

namespace tianji::hdf5 {

// Each array becomes the dataset `group`/PATH, (rows) or (rows, width). Throws InvalidInput where that fails.
void write_state(Id file, std::string const& group, SavedState const& state, std::filesystem::path const& path);
// Throws InvalidInput where the group or what is in it cannot be read.
SavedState read_state(Id file, std::string const& group, std::filesystem::path const& path);

} // namespace tianji::hdf5
