#include "engine/experiment/comparison/final_values.hpp"

#include "engine/simulation/evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace tianji {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Where a value stands among those of its measure; nothing where the run has no such measure or label.
std::optional<std::size_t> place_of(ComparedMeasure const& what, MeasureLayout const& layout)
{
    auto const measure = std::ranges::find(layout, what.source, &Measure::name);
    if (measure == layout.end()) return std::nullopt;
    if (what.label.empty()) return 0;
    auto const label = std::ranges::find(measure->labels, what.label);
    if (label == measure->labels.end()) return std::nullopt;
    return static_cast<std::size_t>(label - measure->labels.begin());
}

// Whatever the cadence, a measure is due in the last tick.
double final_value(RunRecord const& record, MeasureLayout const& layout, ComparedMeasure const& what, std::size_t since)
{
    std::optional<std::size_t> const place = place_of(what, layout);
    if (record.ticks == 0 || !place) return missing;
    RunValues const run(layout, record.values);
    if (!is_rate(what.measure)) return run.last(what.source)[*place];
    double sum = 0.0, n = 0.0;
    for (std::size_t tick = since; tick < run.ticks(); ++tick) {
        double const value = run.all(what.source, tick)[*place];
        if (std::isnan(value)) continue;
        sum += value;
        n += 1.0;
    }
    return n > 0.0 ? sum / n : missing;
}

} // namespace

bool is_rate(Measure const& measure) { return measure.unit.ends_with("/tick"); }

FinalValues::FinalValues(Plan const& plan, Holdings const& holdings)
    : n_policies_(plan.n_policies()),
      n_points_(plan.points.size()),
      replicates_(plan.experiment.replicates.max),
      measures_(compared_measures(holdings.layouts, plan)),
      values_(measures_.compared.size() * n_policies_ * n_points_ * static_cast<std::size_t>(replicates_), missing),
      first_(n_policies_ * n_points_, replicates_)
{
    auto const since = static_cast<std::size_t>(plan.experiment.branch_tick);
    for (PlannedRun const& run : plan.runs) {
        std::size_t const cell = run.policy * n_points_ + run.point;
        auto const held = holdings.runs.find(run.id);
        if (held == holdings.runs.end()) {
            first_[cell] = std::min(first_[cell], run.replicate);
            continue;
        }
        if (held->second.head.status != RunStatus::done) continue;
        RunRecord const record = read_run(held->second);
        for (std::size_t i = 0; i < measures_.compared.size(); ++i)
            values_[(i * n_policies_ * n_points_ + cell) * static_cast<std::size_t>(replicates_) +
                    static_cast<std::size_t>(run.replicate)] =
                final_value(record, holdings.layouts[held->second.layout], measures_.compared[i], since);
    }
}

std::span<double const> FinalValues::of(std::size_t measure, std::size_t policy, std::size_t point) const
{
    std::size_t const cell = (measure * n_policies_ + policy) * n_points_ + point;
    return std::span(values_).subspan(cell * static_cast<std::size_t>(replicates_),
                                      static_cast<std::size_t>(replicates_));
}

std::vector<double> FinalValues::over_points(std::size_t measure, std::size_t policy) const
{
    std::vector<double> mean(static_cast<std::size_t>(replicates_), 0.0);
    for (std::size_t point = 0; point < n_points_; ++point) {
        std::span<double const> const values = of(measure, policy, point);
        for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += values[i] / static_cast<double>(n_points_);
    }
    return mean;
}

bool FinalValues::has_all(std::int64_t replicates) const
{
    return std::ranges::all_of(first_, [&](std::int64_t first) { return first >= replicates; });
}

} // namespace tianji
