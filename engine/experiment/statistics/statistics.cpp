#include "engine/experiment/statistics/statistics.hpp"

#include "engine/experiment/statistics/student_t.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tianji {

namespace {

Interval interval_around(double mean, double standard_error, double degrees_of_freedom, double confidence)
{
    if (std::isnan(standard_error)) return {};
    if (standard_error == 0) return {mean, mean};
    double const reach = t_quantile(confidence, degrees_of_freedom) * standard_error;
    return {mean - reach, mean + reach};
}

double p_of(double t, double mean, double degrees_of_freedom)
{
    if (std::isnan(t)) return mean == 0 ? 1 : not_defined;
    return t_two_sided_p(t, degrees_of_freedom);
}

Difference difference_of(double mean, double standard_error, double degrees_of_freedom, double confidence)
{
    if (std::isnan(standard_error)) return {mean};
    double const t = mean / standard_error; // NaN for 0 / 0
    return {mean,
            standard_error,
            degrees_of_freedom,
            t,
            p_of(t, mean, degrees_of_freedom),
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
    Moments const moments = moments_of(there);
    double const n = static_cast<double>(there.size());
    double const standard_error = std::sqrt(moments.variance / n);
    return {there.size(),   values.size() - there.size(),
            moments.mean,   moments.variance,
            standard_error, interval_around(moments.mean, standard_error, n - 1, confidence)};
}

PairedDifference compare_paired(std::span<double const> values, std::span<double const> reference, double confidence)
{
    Pairs const pairs = complete_pairs(values, reference);
    Moments const of_differences = moments_of(differences_of(pairs));
    double const n = static_cast<double>(pairs.a.size());
    PairedDifference result;
    result.pairs = pairs.a.size();
    result.missing = values.size() - result.pairs;
    result.difference = difference_of(of_differences.mean, std::sqrt(of_differences.variance / n), n - 1, confidence);
    double const variance_a = moments_of(pairs.a).variance, variance_b = moments_of(pairs.b).variance;
    result.effect_size = of_differences.mean / std::sqrt(of_differences.variance);
    result.correlation = correlation_of(pairs, variance_a, variance_b);
    result.variance_reduction = (variance_a + variance_b) / of_differences.variance;
    return result;
}

Difference compare_unpaired(std::span<double const> values, std::span<double const> reference, double confidence)
{
    Summary const a = summarise(values, confidence), b = summarise(reference, confidence);
    double const part_a = a.variance / static_cast<double>(a.values),
                 part_b = b.variance / static_cast<double>(b.values);
    double const sum = part_a + part_b, n_a = static_cast<double>(a.values), n_b = static_cast<double>(b.values);
    // Satterthwaite 1946, in shares of the sum so that nothing underflows; of no variance at all, the pooled ones.
    double const share_a = part_a / sum, share_b = part_b / sum;
    double const degrees_of_freedom =
        sum == 0 ? n_a + n_b - 2 : 1 / (share_a * share_a / (n_a - 1) + share_b * share_b / (n_b - 1));
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
