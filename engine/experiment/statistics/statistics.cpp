#include "engine/experiment/statistics/statistics.hpp"

#include "engine/experiment/statistics/student_t.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tianji {

namespace {

Interval interval_around(double mean, double standard_error, double degrees_of_freedom, double confidence)
{
    if (std::isnan(standard_error) || standard_error == 0) return {};
    double const reach = t_quantile(confidence, degrees_of_freedom) * standard_error;
    return {mean - reach, mean + reach};
}

Difference difference_of(double mean, double standard_error, double degrees_of_freedom, double confidence)
{
    if (std::isnan(standard_error) || standard_error == 0) return {mean, standard_error};
    double const t = mean / standard_error;
    return {mean,
            standard_error,
            degrees_of_freedom,
            t,
            t_two_sided_p(t, degrees_of_freedom),
            interval_around(mean, standard_error, degrees_of_freedom, confidence)};
}

std::vector<double> differences_of(Pairs const& pairs)
{
    std::vector<double> differences(pairs.a.size());
    std::ranges::transform(pairs.a, pairs.b, differences.begin(), std::minus<>());
    return differences;
}

double correlation_of(Pairs const& pairs, double variance_a, double variance_b)
{
    double const correlation = covariance_of(pairs.a, pairs.b) / (std::sqrt(variance_a) * std::sqrt(variance_b));
    return std::isnan(correlation) || std::isinf(correlation) ? not_defined : std::clamp(correlation, -1.0, 1.0);
}

} // namespace

Summary summarise(std::span<double const> values, double confidence)
{
    std::vector<double> const there = without_missing(values);
    Moments moments = moments_of(there);
    if (is_constant(there, largest_of(there))) moments.variance = 0;
    double const n = static_cast<double>(there.size());
    double const standard_error = std::sqrt(moments.variance / n);
    return {there.size(),   values.size() - there.size(),
            moments.mean,   moments.variance,
            standard_error, interval_around(moments.mean, standard_error, n - 1, confidence)};
}

PairedDifference compare_paired(std::span<double const> values, std::span<double const> reference, double confidence)
{
    Pairs const pairs = complete_pairs(values, reference);
    std::vector<double> const differences = differences_of(pairs);
    Moments of_differences = moments_of(differences);
    if (is_constant(differences, std::max(largest_of(pairs.a), largest_of(pairs.b)))) of_differences.variance = 0;
    double const n = static_cast<double>(pairs.a.size());
    PairedDifference result;
    result.pairs = pairs.a.size();
    result.missing = values.size() - result.pairs;
    result.difference = difference_of(of_differences.mean, std::sqrt(of_differences.variance / n), n - 1, confidence);
    double const variance_a = moments_of(pairs.a).variance, variance_b = moments_of(pairs.b).variance;
    result.correlation = correlation_of(pairs, variance_a, variance_b);
    if (of_differences.variance == 0) return result;
    result.effect_size = of_differences.mean / std::sqrt(of_differences.variance);
    result.variance_reduction = (variance_a + variance_b) / of_differences.variance;
    return result;
}

Difference compare_unpaired(std::span<double const> values, std::span<double const> reference, double confidence)
{
    Summary const a = summarise(values, confidence), b = summarise(reference, confidence);
    double const part_a = a.variance / static_cast<double>(a.values),
                 part_b = b.variance / static_cast<double>(b.values);
    double const sum = part_a + part_b, n_a = static_cast<double>(a.values), n_b = static_cast<double>(b.values);
    // Satterthwaite 1946, in shares of the sum so that nothing underflows.
    double const share_a = part_a / sum, share_b = part_b / sum;
    double const degrees_of_freedom = 1 / (share_a * share_a / (n_a - 1) + share_b * share_b / (n_b - 1));
    return difference_of(a.mean - b.mean, std::sqrt(sum), degrees_of_freedom, confidence);
}

std::vector<double> adjust_by_holm(std::span<double const> p)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p.size(); ++i)
        if (!std::isnan(p[i])) order.push_back(i);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
    std::vector<double> adjusted(p.size(), not_defined);
    double largest = 0;
    for (std::size_t k = 0; k < order.size(); ++k) {
        largest = std::max(largest, std::min(1.0, static_cast<double>(order.size() - k) * p[order[k]]));
        adjusted[order[k]] = largest;
    }
    return adjusted;
}

} // namespace tianji
