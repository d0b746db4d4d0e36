// What a comparison of policies says about one measure: values are those of replicates, in the measure's unit.
//
// The same rules everywhere: NaN is a missing value and is left out, in a comparison of pairs together with its
// partner, and counted as missing; whether it is fair to leave it out is for the reader of that count. Fewer than two
// values have a mean and nothing else; an infinite value has no mean; what cannot be computed is NaN (`not_defined`).
//
// Values that are all the same have a standard error of zero and no interval, no t, no p and no effect size: how much
// they would vary is what they do not tell. Two replicates that differ by 1 from the reference may be followed by one
// that does not.
#pragma once

#include "engine/experiment/statistics/moments.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace tianji {

inline constexpr double usual_confidence = 0.95;

struct Interval {
    double low = not_defined;
    double high = not_defined;
};

// One sample.
struct Summary {
    std::size_t values = 0; // there, without the missing
    std::size_t missing = 0;
    double mean = not_defined;
    double variance = not_defined; // unbiased
    double standard_error = not_defined;
    Interval interval; // of the mean, by Student's t (Student 1908)
};
Summary summarise(std::span<double const> values, double confidence = usual_confidence);

// A mean of values less a mean of reference values.
struct Difference {
    double mean = not_defined;
    double standard_error = not_defined;
    double degrees_of_freedom = not_defined; // [1]
    double t = not_defined;                  // [1]
    double p = not_defined;                  // [1] two-sided
    Interval interval;
};

// Value i and reference i are two policies under the same luck.
struct PairedDifference {
    std::size_t pairs = 0; // complete
    std::size_t missing = 0;
    Difference difference;
    double effect_size = not_defined; // [1] d_z = mean / standard deviation of the differences (Cohen 1988)
    double correlation = not_defined; // [1] Pearson's, that pairing brought; undefined where a policy has no variance
    // [1] (var a + var b) / var(a - b): replicates without common luck that one with it saves; below 1 where pairing
    // harms, undefined where the difference has no variance.
    double variance_reduction = not_defined;
};
PairedDifference compare_paired(std::span<double const> values, std::span<double const> reference,
                                double confidence = usual_confidence);

// As if the samples had nothing to do with each other, of unequal variances (Welch 1947): for comparison only.
Difference compare_unpaired(std::span<double const> values, std::span<double const> reference,
                            double confidence = usual_confidence);

// p of every member of a family such that rejecting those below a bound errs at all with at most that probability
// (Holm 1979), in the order given. NaN stays NaN and does not count as a member.
std::vector<double> adjust_by_holm(std::span<double const> p);

} // namespace tianji
