// Where a key that stands in the wrong place belongs.
#pragma once

#include "engine/scenario/reference.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tianji {

// "did you mean 'network.agents'" for a key of another group of that name, or for the symbol that the literature has
// for one, which stands in brackets in its meaning: R0, p1; empty where there is none. `here`: the path of the group it
// stands in, whose names stand for "*" where they can.
std::string did_you_mean_elsewhere(std::string_view key, std::span<std::string const> here,
                                   std::span<ParameterEntry const> all);

} // namespace tianji
