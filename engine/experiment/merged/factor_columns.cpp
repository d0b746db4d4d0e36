#include "engine/experiment/merged/factor_columns.hpp"

#include "engine/experiment/design/design_points.hpp"
#include "engine/experiment/plan/plan.hpp"
#include "engine/scenario/scalar.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>

namespace tianji {

namespace {

// A value of a factor as a number, where it is one.
std::optional<double> number_in(std::string const& yaml)
{
    Node scalar;
    scalar.kind = Node::Kind::scalar;
    scalar.text = yaml;
    return read_number(scalar).value;
}

std::string lines_of(std::vector<std::string> const& levels, bool are_numbers)
{
    std::string lines;
    for (std::string const& level : levels) {
        if (!lines.empty()) lines += '\n';
        lines += are_numbers ? number_text(*number_in(level)) : level;
    }
    return lines;
}

std::vector<Attribute> attributes_of(Factor const& factor, bool is_number)
{
    if (!factor.is_range()) return {{"kind", "levels"}, {"levels", lines_of(factor.levels, is_number)}};
    return {{"kind", "range"},
            {"min", factor.min},
            {"max", factor.max},
            {"scale", factor.scale == Scale::log ? "log" : "linear"},
            {"whole", std::int64_t{factor.is_whole}}};
}

} // namespace

FactorColumns::FactorColumns(ResultFile& file, Plan const& plan)
{
    Experiment const& experiment = plan.experiment;
    if (experiment.factors.empty()) return;
    file.add_group("/factors");
    file.set_attribute("/factors", "design", std::string(name_of(experiment.design.kind)));
    file.set_attribute("/factors", "block", static_cast<std::int64_t>(points_of_a_block(experiment)));
    file.set_attribute("/factors", "seed", experiment.design.seed);
    for (std::size_t i = 0; i < experiment.factors.size(); ++i) {
        Factor const& factor = experiment.factors[i];
        bool const is_number = std::ranges::all_of(
            plan.points, [&](std::vector<std::string> const& point) { return number_in(point[i]).has_value(); });
        is_number_.push_back(is_number);
        columns_.push_back(
            file.add_variable("/factors", {factor.path,
                                           is_number ? Storage::number : Storage::text,
                                           "1",
                                           "value of the factor; missing where the policy does not have it",
                                           {"run"},
                                           {},
                                           attributes_of(factor, is_number)}));
    }
}

void FactorColumns::append(ResultFile& file, Plan const& plan, PlannedRun const& run) const
{
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        std::string const& value = plan.points[run.point][i];
        bool const has = plan.reaches[run.policy][i] != 0;
        if (is_number_[i])
            file.append(columns_[i], has ? *number_in(value) : std::numeric_limits<double>::quiet_NaN());
        else
            file.append(columns_[i], has ? value : std::string());
    }
}

} // namespace tianji
