// The ratio of two means over the same replicates, e.g. public cost per level gained.
#pragma once

#include "engine/experiment/statistics/statistics.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace tianji {

// Whether the data say anything about the ratio. It is not identified where the denominator's own interval holds zero:
// every ratio, however large, then agrees with the data, and no interval is the honest answer.
enum class Identification { identified, not_identified, too_few_pairs };

struct Ratio {
    std::size_t pairs = 0; // complete
    std::size_t missing = 0;
    double value = not_defined; // mean of numerators / mean of denominators, not the mean of ratios; ±infinity over 0
    Identification identification = Identification::too_few_pairs; // fewer than two
    // Only where identified (Fieller 1954), and not where it is the same in every pair.
    std::optional<Interval> interval;
};

// NaN is missing, as in statistics.hpp.
Ratio estimate_ratio(std::span<double const> numerators, std::span<double const> denominators,
                     double confidence = usual_confidence);

// The difference of two ratios of means over the same replicates, with a jackknife interval (Quenouille 1956, Tukey
// 1958) by Student's t; where both denominators are constant it is that of compare_paired(). Fewer than three complete
// quadruples have no interval, and a difference that no replicate changes has none.
Difference compare_ratios(std::span<double const> numerators, std::span<double const> denominators,
                          std::span<double const> reference_numerators, std::span<double const> reference_denominators,
                          double confidence = usual_confidence);

} // namespace tianji
