// Makes a large scenario small enough to be built in no time.
#pragma once

#include "engine/scenario/overlay.hpp"
#include "engine/scenario/resolved.hpp"

#include <span>
#include <vector>

namespace tianji::command_line {

// Changes that make every whole number of a model that is above a hundred thousand no larger than that: sizes of
// populations are among them, and what a model calls them need not be known. Items of lists stay as they are.
std::vector<Override> smaller_sizes(std::span<ResolvedLine const> lines);

} // namespace tianji::command_line
