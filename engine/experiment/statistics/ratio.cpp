#include "engine/experiment/statistics/ratio.hpp"

#include "engine/experiment/statistics/student_t.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace tianji {

namespace {

// Mean y, mean x and the variances and covariance of these means.
struct Means {
    double y, x, y_y, y_x, x_x;
};

// The ratios r for which mean(y) - r·mean(x) is less than t standard errors from zero: between the roots of a quadratic
// in r, where 1 - g > 0 with g = t²·x_x / x². Written around y/x, lest large squares cancel.
std::optional<Interval> fieller(Means const& mean, double t)
{
    double const square = (t / mean.x) * (t / mean.x), g = square * mean.x_x;
    if (!(g < 1)) return {};
    double const ratio = mean.y / mean.x;
    double const centre = (ratio - square * mean.y_x) / (1 - g);
    double const variance = mean.y_y - 2 * ratio * mean.y_x + ratio * ratio * mean.x_x -
                            square * (mean.x_x * mean.y_y - mean.y_x * mean.y_x);
    double const reach = std::sqrt(square * std::max(variance, 0.0)) / (1 - g); // below zero by rounding only
    return Interval{centre - reach, centre + reach};
}

} // namespace

Ratio estimate_ratio(std::span<double const> numerators, std::span<double const> denominators, double confidence)
{
    Pairs const pairs = complete_pairs(numerators, denominators);
    Moments const y = moments_of(pairs.a), x = moments_of(pairs.b);
    double const n = static_cast<double>(pairs.a.size());
    Ratio ratio{pairs.a.size(), numerators.size() - pairs.a.size(), y.mean / x.mean};
    if (pairs.a.size() < 2) return ratio;
    ratio.interval = fieller({y.mean, x.mean, y.variance / n, covariance_of(pairs.a, pairs.b) / n, x.variance / n},
                             t_quantile(confidence, n - 1));
    ratio.identification = ratio.interval ? Identification::identified : Identification::not_identified;
    std::vector<double> rest(pairs.a.size());
    std::ranges::transform(pairs.a, pairs.b, rest.begin(), [&](double a, double b) { return a - ratio.value * b; });
    if (is_constant(rest, largest_of(pairs.a))) ratio.interval.reset();
    return ratio;
}

Difference compare_ratios(std::span<double const> numerators, std::span<double const> denominators,
                          std::span<double const> reference_numerators, std::span<double const> reference_denominators,
                          double confidence)
{
    std::array<std::vector<double>, 4> there;
    for (std::size_t i = 0; i < numerators.size(); ++i) {
        std::array const four{numerators[i], denominators[i], reference_numerators[i], reference_denominators[i]};
        if (std::ranges::any_of(four, [](double one) { return std::isnan(one); })) continue;
        for (std::size_t k = 0; k < four.size(); ++k) there[k].push_back(four[k]);
    }
    std::size_t const size = there[0].size();
    std::array<double, 4> sums{};
    for (std::size_t k = 0; k < sums.size(); ++k)
        for (double const one : there[k]) sums[k] += one;
    auto const without = [&](std::size_t k, std::size_t i) { return sums[k] - there[k][i]; };
    Difference difference;
    if (size == 0) return difference;
    difference.mean = sums[0] / sums[1] - sums[2] / sums[3];
    if (size < 3) return difference;
    std::vector<double> left(size); // the difference without replicate i
    for (std::size_t i = 0; i < size; ++i) left[i] = without(0, i) / without(1, i) - without(2, i) / without(3, i);
    double const n = static_cast<double>(size);
    if (is_constant(left, std::max(std::abs(sums[0] / sums[1]), std::abs(sums[2] / sums[3])))) {
        difference.standard_error = 0.0;
        return difference;
    }
    difference.standard_error = (n - 1.0) * std::sqrt(moments_of(left).variance / n);
    difference.degrees_of_freedom = n - 1.0;
    double const reach = t_quantile(confidence, n - 1.0) * difference.standard_error;
    difference.interval = {difference.mean - reach, difference.mean + reach};
    return difference;
}

} // namespace tianji
