// A design factor: a value of the scenario that is varied.
#pragma once

#include "engine/base/parameters.hpp"
#include "engine/scenario/node.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tianji {

enum class Scale : std::uint8_t { linear, log };

struct Factor {
    std::string path;                // in the scenario, dotted
    std::vector<std::string> levels; // YAML in flow style; empty: a range
    double min = 0.0, max = 0.0;     // of a range
    Scale scale = Scale::linear;     // along which a range is walked evenly
    bool is_whole = false;           // whole numbers of a range, its ends as often as the others
    Location where;                  // of its key

    bool is_range() const { return levels.empty(); }
    // The value at `u` in [0, 1): along the range, or one of the levels with equal probability.
    std::string at(double u) const;
};

// Whether `path` is `outer` or lies below it.
bool is_within(std::string const& path, std::string const& outer);

// How it is written, for visitors that print the reference.
void declare_factor(Parameters& p, Field in_vary);

// Notes what is wrong with it. `node`: a list of levels, or a map {min, max, scale, whole}.
Factor read_factor(Node const& node, std::vector<Problem>& problems);

} // namespace tianji
