// When an experiment has enough replicates: when the interval of a paired difference is as narrow as was asked.
#pragma once

#include "engine/experiment/statistics/statistics.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace tianji {

// With `measures` asked for at once each interval has the level 1 - (1 - confidence) / measures (Bonferroni), so that
// all of them hold together with the confidence. Looking again after every replicate (Chow and Robbins 1965) favours
// moments in which the variance happens to look small; the least number of replicates keeps that from being felt. It
// cannot keep a rare event from being missed: differences that are all zero so far have no variance.
struct StoppingRule {
    double half_width = 0; // [unit of the measure] largest that is accepted, >= 0
    std::size_t measures = 1;
    double confidence = usual_confidence;
    std::size_t fewest = 20; // replicates before which nothing is enough
};

enum class Precision { enough, not_yet };

struct Progress {
    Precision precision = Precision::not_yet;
    std::size_t replicates = 0;      // whose difference is there
    double half_width = not_defined; // so far, of at least two differences
    // Estimate of how many it takes, those there included, if the variance stays as it is; none where that is not known
    // yet, or far above a billion.
    std::optional<std::size_t> needed;
};

// Differences of a policy to the reference under the same luck; NaN is missing and does not count.
Progress assess(std::span<double const> differences, StoppingRule const& rule);

} // namespace tianji
