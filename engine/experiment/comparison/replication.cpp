#include "engine/experiment/comparison/replication.hpp"

#include "engine/base/problem_list.hpp"
#include "engine/experiment/statistics/stopping_rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tianji {

namespace {

std::size_t index_of(PrecisionGoal const& goal, Plan const& plan, std::vector<ComparedMeasure> const& measures)
{
    auto const found =
        std::ranges::find_if(measures, [&](ComparedMeasure const& one) { return one.measure.name == goal.measure; });
    if (found == measures.end())
        refuse_file(plan.experiment.path.string(), fmt::format("replicates.until: no run has '{}'", goal.measure),
                    "nothing tells when there are enough", "tianji sweep failed tells why runs failed");
    return static_cast<std::size_t>(found - measures.begin());
}

std::vector<double> first(std::vector<double> values, std::int64_t count)
{
    values.resize(static_cast<std::size_t>(count));
    return values;
}

// What the same precision takes where policies do not share their luck.
std::optional<std::size_t> without_common_luck(std::vector<double> const& values, std::vector<double> const& reference,
                                               StoppingRule const& rule)
{
    double const confidence = 1.0 - (1.0 - rule.confidence) / static_cast<double>(rule.measures);
    Difference const apart = compare_unpaired(values, reference, confidence);
    double const half = (apart.interval.high - apart.interval.low) / 2.0;
    double const needed = static_cast<double>(values.size()) * half * half / (rule.half_width * rule.half_width);
    if (!(needed < 1e9)) return std::nullopt;
    return std::max(rule.fewest, static_cast<std::size_t>(std::ceil(needed)));
}

} // namespace

Replication replication_of(Plan const& plan, FinalValues const& values)
{
    ReplicateSettings const& asked = plan.experiment.replicates;
    Replication now;
    now.replicates = asked.min;
    while (values.has_all(now.replicates)) {
        now.goals.clear();
        now.is_enough = true;
        std::size_t needed = 0;
        for (std::size_t goal = 0; goal < asked.until.size(); ++goal) {
            std::size_t const measure = index_of(asked.until[goal], plan, values.measures());
            StoppingRule const rule{asked.until[goal].half_width, asked.until.size()};
            std::vector<double> const reference = first(values.over_points(measure, 0), now.replicates);
            for (std::size_t policy = 1; policy < plan.n_compared(); ++policy) {
                std::vector<double> const own = first(values.over_points(measure, policy), now.replicates);
                std::vector<double> differences(own);
                for (std::size_t i = 0; i < own.size(); ++i) differences[i] -= reference[i];
                Progress const progress = assess(differences, rule);
                now.is_enough = now.is_enough && progress.precision == Precision::enough;
                needed = std::max(needed, progress.needed.value_or(2 * differences.size()));
                now.goals.push_back({goal, policy, progress.half_width, without_common_luck(own, reference, rule)});
            }
        }
        now.is_settled = now.is_enough || now.replicates >= asked.max;
        if (now.is_settled) break;
        // The estimate is uncertain, so it is approached: never more than twice as many at once.
        std::int64_t const next = std::clamp(static_cast<std::int64_t>(needed), now.replicates + 1, 2 * now.replicates);
        now.replicates = std::min(next, asked.max);
    }
    return now;
}

std::int64_t wanted_replicates(Plan const& plan, Holdings const& holdings)
{
    if (plan.experiment.replicates.until.empty()) return plan.experiment.replicates.max;
    return replication_of(plan, FinalValues(plan, holdings)).replicates;
}

} // namespace tianji
