// Means, variances and covariances of a few values: corrected two-pass sums around the first value (Chan, Golub and
// LeVeque 1983), so that equal values have a variance of exactly zero.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace tianji {

// What a statistic is where its definition gives no number.
inline constexpr double not_defined = std::numeric_limits<double>::quiet_NaN();

struct Moments {
    double mean = not_defined;     // of at least one value
    double variance = not_defined; // unbiased, of at least two values
};

// No NaN among the values; an infinite one leaves both undefined.
Moments moments_of(std::span<double const> values);
// Whether values differ, if at all, in the last bits of the numbers that they were made of, `largest` the largest of
// those in size: what is then left of a variance is rounding and says nothing.
bool is_constant(std::span<double const> values, double largest);
double largest_of(std::span<double const> values); // in size
// Unbiased, of at least two pairs.
double covariance_of(std::span<double const> a, std::span<double const> b);

// NaN is a value that is missing, as of a run that failed.
std::vector<double> without_missing(std::span<double const> values);

// What is there of both, in order: a pair that lacks one value is left out whole.
struct Pairs {
    std::vector<double> a, b;
};
Pairs complete_pairs(std::span<double const> a, std::span<double const> b);

} // namespace tianji
