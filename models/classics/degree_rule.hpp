// How many ties each agent of a configuration network has.
#pragma once

#include "engine/base/parameters.hpp"
#include "engine/base/stream.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tianji::classics {

enum class DegreeDistribution : std::uint8_t { poisson, geometric, power_law, list };

struct DegreeRule {
    DegreeDistribution distribution = DegreeDistribution::power_law;
    double mean = 4.0;     // [1] of poisson and geometric
    double exponent = 2.5; // [1] of power_law: P(k) in proportion to k^-exponent
    std::int64_t smallest = 2, largest = 100;
    std::vector<double> list; // (agents) whole numbers

    void declare(Parameters& p);
    void validate(Parameters& p) const;
    void validate_for(std::int64_t agents, Parameters& p) const;
    // Below n each, their sum even: an odd one gets or loses one at the last agent.
    std::vector<std::uint32_t> draw(std::size_t n, Stream luck) const;
};

} // namespace tianji::classics
