// What every run of a sweep came to: each compared measure after the last tick or, where it is per tick, its mean over
// the ticks since the policies began. The last tick alone of what is paid or done per tick says little.
#pragma once

#include "engine/experiment/comparison/compared_measures.hpp"
#include "engine/experiment/folder/sweep_folder.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tianji {

// Whether a measure is per tick.
bool is_rate(Measure const& measure);

class FinalValues {
public:
    // Reads the runs that are there; only what they came to stays in memory.
    FinalValues(Plan const& plan, Holdings const& holdings);

    // Of all that any run has.
    std::vector<ComparedMeasure> const& measures() const { return measures_.compared; }
    std::vector<LeftOut> const& left_out() const { return measures_.left_out; }
    std::int64_t replicates() const { return replicates_; }

    // By replicate; NaN where the run is missing or failed, or has no such measure.
    std::span<double const> of(std::size_t measure, std::size_t policy, std::size_t point) const;
    // The mean over all design points, by replicate; NaN where any of them is missing.
    std::vector<double> over_points(std::size_t measure, std::size_t policy) const;
    // True where the first `replicates` of all cells have been made, whatever became of them.
    bool has_all(std::int64_t replicates) const;

private:
    std::size_t n_policies_, n_points_;
    std::int64_t replicates_;
    ComparedMeasures measures_;
    std::vector<double> values_;      // (n_measures, n_policies, n_points, replicates)
    std::vector<std::int64_t> first_; // replicate that is not there, by policy and point
};

} // namespace tianji
