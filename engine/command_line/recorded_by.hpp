// What the runs of every model record, found in a small world of each.
#pragma once

#include "engine/scenario/explain_recorded.hpp"
#include "engine/scenario/rules.hpp"

#include <span>
#include <vector>

namespace tianji::command_line {

// With the model's defaults; without the models that cannot be built from them.
std::vector<Recorded> recorded_by(std::span<Model const> models);

} // namespace tianji::command_line
