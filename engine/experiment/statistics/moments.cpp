#include "engine/experiment/statistics/moments.hpp"

#include "engine/base/contract.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace tianji {

Moments moments_of(std::span<double const> values)
{
    if (values.empty()) return {};
    double const n = static_cast<double>(values.size());
    double sum = 0;
    for (double value : values) sum += value - values[0];
    double const mean = values[0] + sum / n;
    if (!std::isfinite(mean)) return {};
    if (values.size() < 2) return {mean, not_defined};
    double squares = 0, rest = 0; // the rest would be 0 but for rounding
    for (double value : values) {
        squares += (value - mean) * (value - mean);
        rest += value - mean;
    }
    return {mean, (squares - rest * rest / n) / (n - 1)};
}

double largest_of(std::span<double const> values)
{
    double largest = 0;
    for (double value : values) largest = std::max(largest, std::abs(value));
    return largest;
}

bool is_constant(std::span<double const> values, double largest)
{
    constexpr double rounding = 64 * std::numeric_limits<double>::epsilon(); // of a few sums and quotients
    return values.size() >= 2 && std::sqrt(moments_of(values).variance) <= rounding * largest;
}

double covariance_of(std::span<double const> a, std::span<double const> b)
{
    expects(a.size() == b.size(), "values come in pairs");
    if (a.size() < 2) return not_defined;
    double const n = static_cast<double>(a.size());
    double const mean_a = moments_of(a).mean, mean_b = moments_of(b).mean;
    double products = 0, rest_a = 0, rest_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        products += (a[i] - mean_a) * (b[i] - mean_b);
        rest_a += a[i] - mean_a;
        rest_b += b[i] - mean_b;
    }
    return (products - rest_a * rest_b / n) / (n - 1);
}

std::vector<double> without_missing(std::span<double const> values)
{
    std::vector<double> there;
    std::ranges::copy_if(values, std::back_inserter(there), [](double value) { return !std::isnan(value); });
    return there;
}

Pairs complete_pairs(std::span<double const> a, std::span<double const> b)
{
    expects(a.size() == b.size(), "values come in pairs");
    Pairs pairs;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (std::isnan(a[i]) || std::isnan(b[i])) continue;
        pairs.a.push_back(a[i]);
        pairs.b.push_back(b[i]);
    }
    return pairs;
}

} // namespace tianji
