#include "engine/experiment/merged/findings.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace tianji {

namespace {

// A group with a dimension `row` and a variable for each thing that is said of a row.
template <class Row>
class Columns {
public:
    Columns(ResultFile& file, std::string group, std::string const& meaning, std::vector<Row> const& rows)
        : file_(file), group_(std::move(group)), rows_(rows)
    {
        file_.set_attribute(group_, "long_name", meaning);
        file_.add_dimension(group_, "row", rows_.size());
    }

    template <class Of>
    void texts(char const* name, char const* meaning, Of of)
    {
        std::vector<std::string> values;
        for (Row const& row : rows_) values.push_back(of(row));
        file_.append(file_.add_variable(group_, {name, Storage::text, "1", meaning, {"row"}, {}, {}}), values);
    }

    template <class Of>
    void numbers(char const* name, char const* meaning, Of of)
    {
        std::vector<double> values;
        for (Row const& row : rows_) values.push_back(static_cast<double>(of(row)));
        file_.append(file_.add_variable(group_, {name, Storage::number, "1", meaning, {"row"}, {}, {}}), values);
    }

private:
    ResultFile& file_;
    std::string group_;
    std::vector<Row> const& rows_;
};

void write(ResultFile& file, Comparison const& comparison)
{
    using Row = ComparisonRow const&;
    Columns<ComparisonRow> columns(file, "/comparison",
                                   "policies compared under the same luck, by design point (-1: the mean of all)",
                                   comparison.rows);
    columns.texts("measure", "what is compared: after the last tick or, where it is per tick, the mean",
                  [&](Row row) { return comparison.measures[row.measure].measure.name; });
    columns.texts("role", "primary: p is corrected over these; exploratory: it is not",
                  [&](Row row) { return role_of(comparison, row); });
    columns.texts("unit", "of mean and difference", [&](Row row) { return comparison.units[row.measure]; });
    columns.texts("policy", "the first of the experiment is the reference",
                  [&](Row row) { return comparison.policies[row.policy]; });
    columns.numbers("point", "design point", [](Row row) { return row.point; });
    columns.numbers("runs", "replicates that are there", [](Row row) { return row.summary.values; });
    columns.numbers("mean", "mean over replicates", [](Row row) { return row.summary.mean; });
    columns.numbers("mean_low", "lower end of its 95 % interval", [](Row row) { return row.summary.interval.low; });
    columns.numbers("mean_high", "upper end of its 95 % interval", [](Row row) { return row.summary.interval.high; });
    columns.numbers("difference", "paired difference to the reference",
                    [](Row row) { return row.paired.difference.mean; });
    columns.numbers("difference_low", "lower end of its 95 % interval",
                    [](Row row) { return row.paired.difference.interval.low; });
    columns.numbers("difference_high", "upper end of its 95 % interval",
                    [](Row row) { return row.paired.difference.interval.high; });
    columns.numbers("effect_size", "d_z: difference / its standard deviation",
                    [](Row row) { return row.paired.effect_size; });
    columns.numbers("p", "two-sided, not corrected", [](Row row) { return row.paired.difference.p; });
    columns.numbers("p_holm", "two-sided p after Holm, of primary measures", [](Row row) { return row.adjusted_p; });
    columns.numbers("variance_reduction", "replicates without common luck that one with it stands for",
                    [](Row row) { return row.paired.variance_reduction; });
}

void write(ResultFile& file, Outcomes const& outcomes)
{
    using Row = OutcomeRow const&;
    Columns<OutcomeRow> columns(
        file, "/outcomes",
        fmt::format("what policies brought, beside the same luck {} and {}, by design point (-1: all of them)",
                    outcomes.off.meaning, outcomes.matched.meaning),
        outcomes.rows);
    columns.texts("outcome", "what is estimated", [&](Row row) { return outcomes.estimands[row.estimand].name; });
    columns.texts("unit", "of value", [&](Row row) { return outcomes.estimands[row.estimand].unit; });
    columns.texts("meaning", "what it is", [&](Row row) { return outcomes.estimands[row.estimand].meaning; });
    columns.texts("policy", "as in the experiment", [&](Row row) { return outcomes.policies[row.policy]; });
    columns.numbers("point", "design point", [](Row row) { return row.point; });
    columns.numbers("replicates", "with all three worlds", [](Row row) { return row.replicates; });
    columns.numbers("missing", "replicates left out, because a world is missing", [](Row row) { return row.missing; });
    columns.numbers("value", "mean, or ratio of means, over replicates", [](Row row) { return row.value; });
    columns.numbers("low", "lower end of its 95 % interval", [](Row row) { return row.interval.low; });
    columns.numbers("high", "upper end of its 95 % interval", [](Row row) { return row.interval.high; });
    columns.numbers("difference", "to the first policy, paired by luck", [](Row row) { return row.difference.mean; });
    columns.numbers("difference_low", "lower end of its 95 % interval (jackknife)",
                    [](Row row) { return row.difference.interval.low; });
    columns.numbers("difference_high", "upper end of its 95 % interval",
                    [](Row row) { return row.difference.interval.high; });
    columns.numbers("identified", "1 if the runs say anything about it",
                    [](Row row) { return row.identification == Identification::identified; });
    columns.numbers("outlay_reached", "in the world that is matched, over that of the policy",
                    [&](Row row) { return outcomes.outlays[row.policy].mean; });
}

} // namespace

void write_findings(ResultFile& file, Findings const& findings)
{
    write(file, findings.comparison);
    if (findings.outcomes) write(file, *findings.outcomes);
}

} // namespace tianji
