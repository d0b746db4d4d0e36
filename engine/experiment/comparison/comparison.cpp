#include "engine/experiment/comparison/comparison.hpp"

#include "engine/record/run_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <system_error>
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

// One family: what is looked at together. A difference without variance has no p, but it was looked at: it counts, so
// that what luck left unchanged does not make the rest more significant. What is exploratory is outside.
void adjust(Comparison& comparison, std::size_t first)
{
    std::vector<ComparisonRow>& rows = comparison.rows;
    std::vector<double> p;
    for (std::size_t i = first; i < rows.size(); ++i)
        p.push_back(comparison.is_exploratory(rows[i]) ? not_defined
                    : is_constant(rows[i])             ? 1.0
                                                       : rows[i].paired.difference.p);
    std::vector<double> const adjusted = adjust_by_holm(p);
    for (std::size_t i = first; i < rows.size(); ++i)
        if (!is_constant(rows[i])) rows[i].adjusted_p = adjusted[i - first];
}

// Sampled values have more digits than anybody reads.
std::string readable(std::string const& value)
{
    double number = 0.0;
    auto const read = std::from_chars(value.data(), value.data() + value.size(), number);
    bool const is_number = read.ec == std::errc() && read.ptr == value.data() + value.size();
    return is_number && value.size() > 6 ? fmt::format("{:.4g}", number) : value;
}

// The last word of its path, or as many as tell it from the others.
std::string short_name(std::size_t factor, std::vector<Factor> const& factors)
{
    std::string const& path = factors[factor].path;
    for (std::size_t dot = path.rfind('.'); dot != std::string::npos; dot = dot == 0 ? dot : path.rfind('.', dot - 1)) {
        std::string name = path.substr(dot + 1);
        auto const ends_so = [&](Factor const& one) { return one.path == name || one.path.ends_with('.' + name); };
        if (std::ranges::count_if(factors, ends_so) == 1) return name;
        if (dot == 0) break;
    }
    return path;
}

std::vector<FactorValues> factor_values(Plan const& plan)
{
    std::vector<FactorValues> factors;
    for (std::size_t i = 0; i < plan.experiment.factors.size(); ++i) {
        FactorValues one{short_name(i, plan.experiment.factors), {}};
        for (std::vector<std::string> const& point : plan.points) one.values.push_back(readable(point[i]));
        factors.push_back(std::move(one));
    }
    return factors;
}

std::vector<double> first(std::vector<double> values, std::int64_t count)
{
    values.resize(static_cast<std::size_t>(count));
    return values;
}

} // namespace

bool is_constant(ComparisonRow const& row) { return row.paired.difference.standard_error == 0.0; }

Comparison compare(Plan const& plan, FinalValues const& values, std::int64_t replicates, std::string const& currency)
{
    Comparison comparison;
    comparison.measures = values.measures();
    comparison.left_out = values.left_out();
    for (ComparedMeasure const& one : comparison.measures)
        comparison.units.push_back(with_currency(one.measure.unit, currency));
    for (NamedPolicy const& one : plan.experiment.policies)
        if (one.arm == Arm::compared) comparison.policies.push_back(one.name);
    comparison.factors = factor_values(plan);

    std::int64_t const points = plan.points.size() > 1 ? static_cast<std::int64_t>(plan.points.size()) : 0;
    for (std::int64_t point = all_points; point < points; ++point) {
        std::size_t const family = comparison.rows.size();
        for (std::size_t measure = 0; measure < comparison.measures.size(); ++measure) {
            auto const of = [&](std::size_t policy) {
                if (point == all_points) return first(values.over_points(measure, policy), replicates);
                std::span<double const> const own = values.of(measure, policy, static_cast<std::size_t>(point));
                return first({own.begin(), own.end()}, replicates);
            };
            std::vector<double> const reference = of(0);
            for (std::size_t policy = 0; policy < comparison.policies.size(); ++policy)
                comparison.rows.push_back(row_of(measure, policy, point, of(policy), reference));
        }
        adjust(comparison, family);
    }
    return comparison;
}

} // namespace tianji
