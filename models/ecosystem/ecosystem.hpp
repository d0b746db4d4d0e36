// The flagship: which way of giving public money brings which technologies to maturity, when, at what cost, and who
// gains?
#pragma once

#include "engine/scenario/rules.hpp"

namespace tianji::ecosystem {

Model model();

} // namespace tianji::ecosystem
