// One observed number. Observation is declared, never coded in the dynamics.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tianji {

class World;

struct Measure {
    std::string name, unit, meaning;
    // Observed in every `cadence`-th tick, and in the last; missing between.
    std::int64_t cadence = 1;
    // A scalar has no labels. A vector measure names its second dimension and labels its entries.
    std::string dimension;
    std::vector<std::string> labels;
    // Writes the value (one number, or one per label).
    std::function<void(World const&, std::vector<double>&)> observe;
};

} // namespace tianji
