#include "engine/experiment/comparison.hpp"

#include "engine/record/run_layout.hpp"

#include <algorithm>
#include <utility>

namespace tianji {

namespace {

ComparisonRow row_of(std::size_t measure, std::size_t policy, std::int64_t point, std::span<double const> values,
                     std::span<double const> reference)
{
    ComparisonRow row;
    row.measure = measure;
    row.policy = policy;
    row.point = point;
    row.summary = summarise(values);
    if (policy == 0) return row;
    row.paired = compare_paired(values, reference);
    row.unpaired = compare_unpaired(values, reference);
    return row;
}

// One family: what is looked at together.
void adjust(std::vector<ComparisonRow>& rows, std::size_t first)
{
    std::vector<double> p;
    for (std::size_t i = first; i < rows.size(); ++i) p.push_back(rows[i].paired.difference.p);
    std::vector<double> const adjusted = adjust_by_holm(p);
    for (std::size_t i = first; i < rows.size(); ++i) rows[i].adjusted_p = adjusted[i - first];
}

// Outcomes keep measures that nobody asked to compare.
bool is_asked_for(Measure const& measure, Experiment const& experiment)
{
    std::vector<std::string> const& asked = experiment.record.measures;
    return asked.empty() || std::ranges::find(asked, measure.name) != asked.end();
}

} // namespace

Comparison compare(Plan const& plan, FinalValues const& values, std::string const& currency)
{
    Comparison comparison;
    std::vector<std::size_t> places; // of the measures among the values
    for (std::size_t i = 0; i < values.measures().size(); ++i) {
        if (!is_asked_for(values.measures()[i], plan.experiment)) continue;
        places.push_back(i);
        comparison.measures.push_back(values.measures()[i]);
    }
    for (Measure const& one : comparison.measures) comparison.units.push_back(with_currency(one.unit, currency));
    for (NamedPolicy const& one : plan.experiment.policies)
        if (one.arm == Arm::compared) comparison.policies.push_back(one.name);

    std::int64_t const points = plan.points.size() > 1 ? static_cast<std::int64_t>(plan.points.size()) : 0;
    for (std::int64_t point = all_points; point < points; ++point) {
        std::size_t const first = comparison.rows.size();
        for (std::size_t measure = 0; measure < comparison.measures.size(); ++measure) {
            auto const of = [&](std::size_t policy) {
                if (point == all_points) return values.over_points(places[measure], policy);
                std::span<double const> const own = values.of(places[measure], policy, static_cast<std::size_t>(point));
                return std::vector<double>(own.begin(), own.end());
            };
            std::vector<double> const reference = of(0);
            for (std::size_t policy = 0; policy < comparison.policies.size(); ++policy)
                comparison.rows.push_back(row_of(measure, policy, point, of(policy), reference));
        }
        adjust(comparison.rows, first);
    }
    return comparison;
}

} // namespace tianji
