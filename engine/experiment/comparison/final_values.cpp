#include "engine/experiment/comparison/final_values.hpp"

#include "engine/simulation/evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tianji {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::vector<Measure> comparable_measures(std::vector<MeasureLayout> const& layouts, Plan const& plan)
{
    std::vector<Measure> scalar;
    for (MeasureLayout const& layout : layouts)
        for (Measure const& one : layout)
            if (is_comparable(one, plan) && std::ranges::find(scalar, one.name, &Measure::name) == scalar.end())
                scalar.push_back(one);
    return scalar;
}

// NaN where the run has no such measure. Whatever the cadence, a measure is due in the last tick.
double final_value(RunRecord const& record, MeasureLayout const& layout, Measure const& measure, std::size_t since)
{
    if (record.ticks == 0 || std::ranges::find(layout, measure.name, &Measure::name) == layout.end()) return missing;
    RunValues const run(layout, record.values);
    if (!is_rate(measure)) return run.last(measure.name)[0];
    double sum = 0.0, n = 0.0;
    for (std::size_t tick = since; tick < run.ticks(); ++tick) {
        double const value = run.at(measure.name, tick);
        if (std::isnan(value)) continue;
        sum += value;
        n += 1.0;
    }
    return n > 0.0 ? sum / n : missing;
}

} // namespace

bool is_comparable(Measure const& measure, Plan const& plan)
{
    bool const is_asked_for = plan.asked.empty() || std::ranges::find(plan.asked, measure.name) != plan.asked.end();
    return is_asked_for && measure.dimension.empty();
}

bool is_rate(Measure const& measure) { return measure.unit.ends_with("/tick"); }

FinalValues::FinalValues(Plan const& plan, Holdings const& holdings)
    : n_policies_(plan.n_policies()),
      n_points_(plan.points.size()),
      replicates_(plan.experiment.replicates.max),
      measures_(comparable_measures(holdings.layouts, plan)),
      values_(measures_.size() * n_policies_ * n_points_ * static_cast<std::size_t>(replicates_), missing),
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
        for (std::size_t i = 0; i < measures_.size(); ++i)
            values_[(i * n_policies_ * n_points_ + cell) * static_cast<std::size_t>(replicates_) +
                    static_cast<std::size_t>(run.replicate)] =
                final_value(record, holdings.layouts[held->second.layout], measures_[i], since);
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
