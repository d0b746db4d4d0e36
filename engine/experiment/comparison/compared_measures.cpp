#include "engine/experiment/comparison/compared_measures.hpp"

#include "engine/base/message.hpp"
#include "engine/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tianji {

namespace {

constexpr std::size_t most_values = 24; // of a measure, to be compared all together

bool holds(std::vector<std::string> const& names, std::string const& name)
{
    return std::ranges::find(names, name) != names.end();
}

std::string value_name(Measure const& measure, std::string const& label) { return measure.name + '.' + label; }

class Selection {
public:
    Selection(std::vector<MeasureLayout> const& layouts, Plan const& plan)
        : plan_(plan), named_(plan.experiment.primary)
    {
        for (PrecisionGoal const& goal : plan.experiment.replicates.until) named_.push_back(goal.measure);
        for (MeasureLayout const& layout : layouts)
            for (Measure const& one : layout) has_single_ = has_single_ || (is_asked_for(one) && one.dimension.empty());
    }

    void look_at(Measure const& measure)
    {
        if (!is_asked_for(measure)) return;
        if (measure.dimension.empty()) return add(measure, measure.name, {});
        bool const is_named = holds(plan_.asked, measure.name) || holds(named_, measure.name) || !has_single_;
        bool const are_few = measure.labels.size() <= most_values;
        for (std::string const& label : measure.labels)
            if ((is_named && are_few) || holds(named_, value_name(measure, label)))
                add(value_of(measure, label), measure.name, label);
        if (std::ranges::find(found.compared, measure.name, &ComparedMeasure::source) == found.compared.end() &&
            std::ranges::find(found.left_out, measure.name, &LeftOut::name) == found.left_out.end())
            found.left_out.push_back({measure.name, measure.dimension, measure.labels.size()});
    }

    ComparedMeasures found;

private:
    bool is_asked_for(Measure const& measure) const { return plan_.asked.empty() || holds(plan_.asked, measure.name); }

    static Measure value_of(Measure const& measure, std::string const& label)
    {
        return {value_name(measure, label),
                measure.unit,
                fmt::format("{}; {} {}", measure.meaning, measure.dimension, label),
                measure.cadence,
                {},
                {},
                {}};
    }

    void add(Measure measure, std::string const& source, std::string const& label)
    {
        auto const has_its_name = [&](ComparedMeasure const& one) { return one.measure.name == measure.name; };
        if (std::ranges::any_of(found.compared, has_its_name)) return;
        std::vector<std::string> const& primary = plan_.experiment.primary;
        bool const is_primary = primary.empty() || holds(primary, measure.name) || holds(primary, source);
        found.compared.push_back({std::move(measure), source, label, !is_primary});
    }

    Plan const& plan_;
    std::vector<std::string> named_;
    bool has_single_ = false;
};

// Whether a name of the experiment is one of those that are compared, or of a measure whose values are.
bool is_compared(std::string const& name, ComparedMeasures const& measures)
{
    return std::ranges::any_of(
        measures.compared, [&](ComparedMeasure const& one) { return one.measure.name == name || one.source == name; });
}

Problem problem_with(std::string const& name, Location const& where, std::string const& key,
                     ComparedMeasures const& measures, bool must_be_single)
{
    auto const several = std::ranges::find(measures.left_out, name, &LeftOut::name);
    if (several != measures.left_out.end() || (must_be_single && is_compared(name, measures)))
        return {where, fmt::format("{}: '{}' has several values", key, name),
                must_be_single ? "one number tells when there are enough" : "each would be a comparison of its own",
                fmt::format("name one of them, as {}.LABEL", name)};
    std::vector<std::string> names;
    for (ComparedMeasure const& one : measures.compared) names.push_back(one.measure.name);
    std::string const suggestion = did_you_mean(name, names);
    return {where, fmt::format("{}: no measure '{}' that is recorded and a single number", key, name),
            suggestion.empty() ? "there are: " + joined(names) : "it is not among those that are compared", suggestion};
}

} // namespace

ComparedMeasures compared_measures(std::vector<MeasureLayout> const& layouts, Plan const& plan)
{
    Selection selection(layouts, plan);
    for (MeasureLayout const& layout : layouts)
        for (Measure const& one : layout) selection.look_at(one);
    std::vector<ComparedMeasure>& compared = selection.found.compared;
    std::stable_partition(compared.begin(), compared.end(),
                          [](ComparedMeasure const& one) { return !one.is_exploratory; });
    return std::move(selection.found);
}

void validate_measures(Plan const& plan, std::vector<MeasureLayout> const& layouts)
{
    ComparedMeasures const measures = compared_measures(layouts, plan);
    std::vector<Problem> problems;
    for (std::size_t i = 0; i < plan.experiment.primary.size(); ++i)
        if (!is_compared(plan.experiment.primary[i], measures))
            problems.push_back(
                problem_with(plan.experiment.primary[i], plan.experiment.primary_where[i], "primary", measures, false));
    for (PrecisionGoal const& goal : plan.experiment.replicates.until) {
        auto const has_its_name = [&](ComparedMeasure const& one) { return one.measure.name == goal.measure; };
        if (std::ranges::none_of(measures.compared, has_its_name))
            problems.push_back(
                problem_with(goal.measure, {plan.experiment.path.string(), 0, 0}, "replicates.until", measures, true));
    }
    if (!problems.empty()) throw InvalidInput(std::move(problems));
}

} // namespace tianji
