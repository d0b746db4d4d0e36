// What of a sweep has been done and what is left to do.
#pragma once

#include "engine/experiment/folder/sweep_folder.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tianji {

struct SweepState {
    std::vector<std::size_t> missing; // runs of the plan to make: the first of those with the same identity
    std::size_t wanted = 0;           // different runs
    std::size_t done = 0, failed = 0; // of them; failed ones are among the missing
    std::vector<double> seconds;      // of those that are done, sorted
};

// Of the first `replicates` of every cell, among the runs first … last - 1 of the plan. What is the same as a run
// before `first` is left to who makes that.
SweepState state_of(Plan const& plan, Holdings const& holdings, std::int64_t replicates, std::size_t first = 0,
                    std::size_t last = ~std::size_t{0});

} // namespace tianji
