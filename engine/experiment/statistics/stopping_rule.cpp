#include "engine/experiment/statistics/stopping_rule.hpp"

#include "engine/base/contract.hpp"
#include "engine/experiment/statistics/student_t.hpp"

#include <algorithm>
#include <cmath>

namespace tianji {

namespace {

constexpr std::size_t most_replicates = 1'000'000'000; // and nothing far beyond it is looked for

double half_width_of(std::size_t replicates, double variance, double confidence)
{
    if (variance == 0) return 0;
    double const n = static_cast<double>(replicates);
    return t_quantile(confidence, n - 1) * std::sqrt(variance / n);
}

// The half-width falls with every replicate, so the first that is narrow enough is found by doubling and then halving.
std::optional<std::size_t> fewest_for(double half_width, double variance, double confidence, std::size_t fewest)
{
    auto const suffices = [&](std::size_t n) { return half_width_of(n, variance, confidence) <= half_width; };
    if (suffices(fewest)) return fewest;
    std::size_t too_few = fewest, enough = 2 * fewest;
    for (; !suffices(enough); enough *= 2) {
        if (enough > most_replicates) return {};
        too_few = enough;
    }
    while (enough - too_few > 1) {
        std::size_t const middle = too_few + (enough - too_few) / 2;
        (suffices(middle) ? enough : too_few) = middle;
    }
    return enough;
}

} // namespace

Progress assess(std::span<double const> differences, StoppingRule const& rule)
{
    expects(rule.half_width >= 0 && rule.measures >= 1 && rule.fewest >= 2 && rule.fewest <= most_replicates,
            "a stopping rule can be met");
    std::vector<double> const there = without_missing(differences);
    double const variance = moments_of(there).variance;
    Progress progress;
    progress.replicates = there.size();
    if (std::isnan(variance)) return progress;
    double const confidence = 1 - (1 - rule.confidence) / static_cast<double>(rule.measures);
    progress.half_width = half_width_of(there.size(), variance, confidence);
    bool const is_enough = there.size() >= rule.fewest && progress.half_width <= rule.half_width;
    progress.precision = is_enough ? Precision::enough : Precision::not_yet;
    progress.needed = is_enough ? there.size() : fewest_for(rule.half_width, variance, confidence, rule.fewest);
    return progress;
}

} // namespace tianji
