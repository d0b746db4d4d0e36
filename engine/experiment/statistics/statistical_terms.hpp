// What the words and figures of comparisons and analyses mean, for `tianji explain`.
#pragma once

#include "engine/scenario/rules.hpp"

#include <vector>

namespace tianji {

std::vector<Explanation> statistical_terms();

} // namespace tianji
