// One observed number. Observation is declared, never coded in the dynamics.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tianji {

class World;

// The cadence of what is observed before the first tick is over and after the last only.
inline constexpr std::int64_t at_the_ends = std::int64_t{1} << 62;

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

// Values in one observation.
inline std::size_t width_of(Measure const& measure) { return measure.dimension.empty() ? 1 : measure.labels.size(); }

} // namespace tianji
