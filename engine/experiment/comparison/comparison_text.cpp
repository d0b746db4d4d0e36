#include "engine/base/text.hpp"
#include "engine/base/text_table.hpp"
#include "engine/experiment/comparison/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace tianji {

namespace {

constexpr double significant = 0.05;

std::string number(double value) { return std::isnan(value) ? "" : fmt::format("{:.4g}", value); }
std::string signed_number(double value) { return std::isnan(value) ? "" : fmt::format("{:+.4g}", value); }
std::string interval(Interval const& one, bool with_sign)
{
    auto const text = with_sign ? signed_number : number;
    return std::isnan(one.low) ? "" : fmt::format("{} … {}", text(one.low), text(one.high));
}
std::string probability(double p)
{
    if (std::isnan(p)) return "";
    return p < 0.001 ? "< .001" : fmt::format("{:.3f}", p).substr(p < 0.9995 ? 1 : 0);
}

std::string same_in_all(std::size_t replicates) { return fmt::format("the same in all {}", replicates); }

using Line = std::vector<std::string>;
Line headings(bool is_exploratory)
{
    return {"policy",
            "mean",
            "95 % interval",
            "difference",
            "95 % interval",
            "d_z",
            is_exploratory ? "p (not corrected)" : "p (Holm)",
            "replicates saved"};
}

// In the family that is corrected, or on its own.
double p_of(Comparison const& comparison, ComparisonRow const& row)
{
    return comparison.is_exploratory(row) ? row.paired.difference.p : row.adjusted_p;
}

Line line_of(Comparison const& comparison, ComparisonRow const& row)
{
    Line line{comparison.policies[row.policy], number(row.summary.mean), interval(row.summary.interval, false)};
    line.resize(headings(false).size());
    if (row.summary.standard_error == 0.0) line[2] = same_in_all(row.summary.values);
    if (row.policy == 0) {
        line[3] = "reference";
        return line;
    }
    line[3] = signed_number(row.paired.difference.mean);
    line[4] = interval(row.paired.difference.interval, true);
    if (is_constant(row)) line[4] = same_in_all(row.paired.pairs);
    line[5] = signed_number(row.paired.effect_size);
    line[6] = probability(p_of(comparison, row));
    line[7] = std::isnan(row.paired.variance_reduction) ? "" : fmt::format("{:.1f} ×", row.paired.variance_reduction);
    return line;
}

bool leaves_out_zero(Interval const& one) { return one.low > 0.0 || one.high < 0.0; }

// How many p were corrected together.
std::size_t comparisons_of(Comparison const& comparison, std::int64_t point)
{
    return static_cast<std::size_t>(std::ranges::count_if(comparison.rows, [&](ComparisonRow const& row) {
        return row.point == point && !comparison.is_exploratory(row) &&
               (is_constant(row) || !std::isnan(row.paired.difference.p));
    }));
}

// "difficulty 2, 3"; of several factors "(lanes 3, difficulty 2), (lanes 4, difficulty 2)".
std::string points_in_words(Comparison const& comparison, std::vector<std::size_t> const& points)
{
    constexpr std::size_t most_named = 6;
    std::vector<FactorValues> const& factors = comparison.factors;
    std::vector<std::string> words;
    for (std::size_t i = 0; i < std::min(points.size(), most_named); ++i) {
        std::vector<std::string> values;
        for (FactorValues const& factor : factors)
            values.push_back(factors.size() == 1 ? factor.values[points[i]]
                                                 : fmt::format("{} {}", factor.name, factor.values[points[i]]));
        words.push_back(factors.size() == 1 ? values[0] : fmt::format("({})", joined(values)));
    }
    std::string text = factors.size() == 1 ? fmt::format("{} {}", factors[0].name, joined(words)) : joined(words);
    if (points.size() > most_named)
        text += fmt::format(" and {}", plural(points.size() - most_named, "other design point"));
    return text;
}

bool is_significant(Comparison const& comparison, ComparisonRow const& row)
{
    return p_of(comparison, row) < significant || (is_constant(row) && row.paired.difference.mean != 0.0);
}

// Of a mean over design points: in which of them the difference is significant, and where to.
struct Sides {
    std::vector<std::size_t> higher, lower;

    bool cancel() const { return !higher.empty() && !lower.empty(); }
};
Sides sides_of(Comparison const& comparison, ComparisonRow const& mean)
{
    Sides sides;
    if (mean.point != all_points) return sides;
    for (ComparisonRow const& row : comparison.rows) {
        bool const is_same_pair = row.measure == mean.measure && row.policy == mean.policy && row.point != all_points;
        if (is_same_pair && is_significant(comparison, row))
            (row.paired.difference.mean > 0.0 ? sides.higher : sides.lower)
                .push_back(static_cast<std::size_t>(row.point));
    }
    return sides;
}

// What the mean alone would hide.
std::string hidden_in_words(Comparison const& comparison, ComparisonRow const& mean)
{
    Sides const sides = sides_of(comparison, mean);
    std::string const how = comparison.is_exploratory(mean) ? "" : "significantly ";
    auto const higher = [&] { return how + "higher at " + points_in_words(comparison, sides.higher); };
    auto const lower = [&] { return how + "lower at " + points_in_words(comparison, sides.lower); };
    if (sides.cancel()) return fmt::format(", but effects cancel out in this mean: {}, {}", higher(), lower());
    bool const is_told = is_significant(comparison, mean);
    bool const is_higher = mean.paired.difference.mean > 0.0;
    if (!sides.higher.empty() && !(is_told && is_higher)) return ", but " + higher();
    if (!sides.lower.empty() && !(is_told && !is_higher)) return ", but " + lower();
    return {};
}

// What the row says, as a sentence.
std::string in_words(Comparison const& comparison, ComparisonRow const& row)
{
    std::string const& policy = comparison.policies[row.policy];
    Difference const& difference = row.paired.difference;
    std::string const direction = difference.mean > 0 ? "higher" : "lower";
    if (row.paired.pairs < 2) return fmt::format("{}: too few runs to tell", policy);
    std::string const hidden = hidden_in_words(comparison, row);
    if (is_constant(row) && difference.mean == 0.0)
        return fmt::format("{} is the same in all {} replicates{}", policy, row.paired.pairs, hidden);
    if (is_constant(row))
        return fmt::format("{} is {} by the same in all {} replicates, which do not tell how much it varies{}", policy,
                           direction, row.paired.pairs, hidden);
    bool const is_told = is_significant(comparison, row);
    if (comparison.is_exploratory(row))
        return fmt::format("{} {}{}", policy, is_told ? "looks " + direction : "does not look different", hidden);
    if (is_told) return fmt::format("{} is significantly {}{}", policy, direction, hidden);
    if (leaves_out_zero(difference.interval))
        return fmt::format("{} is not significantly different after correction for {}{}", policy,
                           plural(comparisons_of(comparison, row.point), "comparison"), hidden);
    return fmt::format("{} is not significantly different: {} replicates do not tell which is larger{}", policy,
                       row.paired.pairs, hidden);
}

std::string full_number(double value) { return !std::isfinite(value) ? "" : fmt::format("{}", value); }

} // namespace

std::string role_of(Comparison const& comparison, ComparisonRow const& row)
{
    return comparison.is_exploratory(row) ? "exploratory" : "primary";
}

std::string left_out_in_words(Comparison const& comparison)
{
    constexpr std::size_t most_named = 8;
    std::vector<LeftOut> const& left_out = comparison.left_out;
    if (left_out.empty()) return {};
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(left_out.size(), most_named); ++i)
        names.push_back(fmt::format("{} ({} by {})", left_out[i].name, left_out[i].values, left_out[i].dimension));
    std::string const more =
        left_out.size() > most_named ? fmt::format(" and {} more", left_out.size() - most_named) : std::string();
    return fmt::format("not compared, because of several values: {}{}; to compare them name the measure in "
                       "'record.measures', or a value as {}.LABEL in 'primary'",
                       joined(names), more, left_out[0].name);
}

std::vector<std::string> table_of(Comparison const& comparison, std::int64_t point)
{
    std::vector<std::string> table;
    for (std::size_t measure = 0; measure < comparison.measures.size(); ++measure) {
        Measure const& what = comparison.measures[measure].measure;
        bool const is_exploratory = comparison.measures[measure].is_exploratory;
        table.push_back(fmt::format("{}{} [{}]: {}{}", is_exploratory ? "exploratory: " : "", what.name,
                                    comparison.units[measure], what.meaning, is_rate(what) ? "; mean over ticks" : ""));
        std::vector<Line> lines{headings(is_exploratory)};
        std::string words;
        for (ComparisonRow const& row : comparison.rows) {
            if (row.measure != measure || row.point != point) continue;
            lines.push_back(line_of(comparison, row));
            if (row.policy > 0) words += (words.empty() ? "" : "; ") + in_words(comparison, row);
        }
        for (std::string& line : in_columns(lines)) table.push_back(std::move(line));
        if (!words.empty()) table.push_back("  " + words + '.');
        table.push_back("");
    }
    return table;
}

std::string csv_of(Comparison const& comparison)
{
    std::string text =
        "point,measure,role,unit,policy,runs,mean,mean_low,mean_high,difference,difference_low,difference_high,"
        "effect_size,t,degrees_of_freedom,p,p_holm,correlation,variance_reduction,unpaired_low,unpaired_high\n";
    for (ComparisonRow const& row : comparison.rows) {
        Difference const& paired = row.paired.difference;
        std::string const point = row.point == all_points ? "all" : std::to_string(row.point);
        text += fmt::format("{},{},{},{},{},{}", point, csv_cell(comparison.measures[row.measure].measure.name),
                            role_of(comparison, row), comparison.units[row.measure],
                            csv_cell(comparison.policies[row.policy]), row.summary.values);
        for (double const value :
             {row.summary.mean, row.summary.interval.low, row.summary.interval.high, paired.mean, paired.interval.low,
              paired.interval.high, row.paired.effect_size, paired.t, paired.degrees_of_freedom, paired.p,
              row.adjusted_p, row.paired.correlation, row.paired.variance_reduction, row.unpaired.interval.low,
              row.unpaired.interval.high})
            text += ',' + full_number(value);
        text += '\n';
    }
    return text;
}

} // namespace tianji
