// How many replicates a sweep needs, where it was asked for a precision instead of a number.
#pragma once

#include "engine/experiment/comparison/final_values.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace tianji {

// One goal and one policy other than the reference.
struct GoalProgress {
    std::size_t goal = 0, policy = 0;
    double half_width = 0.0;                        // [unit of the measure] so far
    std::optional<std::size_t> without_common_luck; // replicates that luck of its own for every policy would take
};

struct Replication {
    std::int64_t replicates = 0; // to make, those that are there included
    bool is_settled = false;     // they are all there, and enough or as many as may be
    bool is_enough = false;      // every goal is met
    std::vector<GoalProgress> goals;
};

// Follows from the values alone, not from when it is asked: the same for one who was interrupted. Differences are means
// over the design points; intervals hold together for all goals (Bonferroni).
Replication replication_of(Plan const& plan, FinalValues const& values);

// As many as are to be made now.
std::int64_t wanted_replicates(Plan const& plan, Holdings const& holdings);

} // namespace tianji
