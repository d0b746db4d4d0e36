// Words of Chinese innovation policy that are the names of no preset, for `tianji explain`.
#pragma once

#include "engine/scenario/rules.hpp"

#include <vector>

namespace tianji::ecosystem {

std::vector<Explanation> policy_terms();

} // namespace tianji::ecosystem
