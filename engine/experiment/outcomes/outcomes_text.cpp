#include "engine/base/text.hpp"
#include "engine/base/text_table.hpp"
#include "engine/experiment/crew/equal_outlay.hpp"
#include "engine/experiment/outcomes/outcomes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tianji {

namespace {

// A value and its interval, or why there is none.
std::string estimate(OutcomeRow const& row)
{
    switch (row.identification) {
    case Identification::too_few_pairs:
        return std::isnan(row.value) ? "too few runs" : fmt::format("{:.4g}", row.value);
    case Identification::not_identified:
        return "not identified";
    case Identification::identified:
        break;
    }
    if (std::isnan(row.value)) return "none";
    if (std::isnan(row.interval.low)) return fmt::format("{:.4g} in all {} replicates", row.value, row.replicates);
    return fmt::format("{:.4g} [{:.4g} … {:.4g}]", row.value, row.interval.low, row.interval.high);
}

// How near the matched worlds came to the outlay of the policies.
std::string outlays_in_words(Outcomes const& outcomes)
{
    std::string text;
    for (EqualOutlayReached const& one : outcomes.outlays) {
        if (std::isnan(one.mean)) continue;
        text += fmt::format("{}{} {:.1f} % (farthest {:.1f} %)", text.empty() ? "" : ", ",
                            outcomes.policies[one.policy], 100.0 * one.mean, 100.0 * one.worst);
    }
    return text;
}

// Of how many replicates, where not of all.
std::string missing_in_words(Outcomes const& outcomes, std::int64_t point)
{
    std::string text;
    for (std::size_t policy = 0; policy < outcomes.policies.size(); ++policy) {
        std::size_t fewest = 0, most = 0; // left out
        for (OutcomeRow const& row : outcomes.rows) {
            if (row.policy != policy || row.point != point) continue;
            most = std::max(most, row.missing);
            fewest = row.estimand == 0 ? row.missing : std::min(fewest, row.missing);
        }
        if (most == 0) continue;
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", outcomes.policies[policy], fewest);
        if (most > fewest) text += fmt::format(" (beside {} {})", outcomes.matched.name, most);
    }
    return text;
}

// Whether what is said beside the matched world is said at equal outlay.
bool is_at_equal_outlay(Outcomes const& outcomes, OutcomeRow const& row)
{
    double const reached = outcomes.outlays[row.policy].mean;
    bool const is_equal = std::isnan(reached) || std::abs(reached - 1.0) <= 2.0 * EqualOutlay::tolerance;
    return is_equal || !outcomes.estimands[row.estimand].needs_matched;
}

// Whether the difference to the reference is significantly different from 0.
std::string mark(OutcomeRow const& row)
{
    Interval const& interval = row.difference.interval;
    return interval.low > 0.0 ? " ▲" : interval.high < 0.0 ? " ▼" : "";
}

// By policy.
std::vector<OutcomeRow> rows_of(Outcomes const& outcomes, std::size_t estimand, std::int64_t point)
{
    std::vector<OutcomeRow> rows;
    for (OutcomeRow const& row : outcomes.rows)
        if (row.estimand == estimand && row.point == point) rows.push_back(row);
    return rows;
}

bool is_nothing(OutcomeRow const& row)
{
    return row.identification == Identification::identified && row.value == 0.0 && std::isnan(row.interval.low);
}

std::string full_number(double value) { return std::isfinite(value) ? fmt::format("{}", value) : ""; }

// What the signs of a table mean, and what is not in it.
std::vector<std::string> notes(Outcomes const& outcomes, std::int64_t point)
{
    auto const any = [&](auto is_so) {
        return std::ranges::any_of(outcomes.rows,
                                   [&](OutcomeRow const& row) { return row.point == point && is_so(row); });
    };
    std::vector<std::string> lines;
    if (any([](OutcomeRow const& row) { return !mark(row).empty(); }))
        lines.push_back(
            fmt::format("  ▲ ▼: more, less than {}: the 95 % interval of the difference under the same luck "
                        "(jackknife) leaves out 0.",
                        outcomes.policies[0]));
    if (any([&](OutcomeRow const& row) { return !is_at_equal_outlay(outcomes, row); }))
        lines.push_back(fmt::format("  *: not at equal outlay: {}.", outcomes.unmatched));
    if (any([](OutcomeRow const& row) { return row.identification == Identification::not_identified; }))
        lines.emplace_back("  not identified: the interval of what it is divided by holds 0, so any ratio agrees with "
                           "the runs.");
    if (std::string const paid = outlays_in_words(outcomes); !paid.empty())
        lines.push_back(fmt::format("  outlay of {}, of that of the policy: {}", outcomes.matched.name, paid));
    if (std::string const missing = missing_in_words(outcomes, point); !missing.empty())
        lines.push_back("  replicates left out, because a world is missing: " + missing);
    if (outcomes.is_branched) lines.emplace_back("  what came before the branch does not count.");
    return lines;
}

} // namespace

std::vector<std::string> table_of(Outcomes const& outcomes, std::int64_t point)
{
    std::vector<std::vector<std::string>> rows;
    rows.push_back({"outcome"});
    rows[0].insert(rows[0].end(), outcomes.policies.begin(), outcomes.policies.end());
    bool is_any_left_out = false;
    for (std::size_t i = 0; i < outcomes.estimands.size(); ++i) {
        std::vector<OutcomeRow> const of_it = rows_of(outcomes, i, point);
        if (std::ranges::all_of(of_it, is_nothing)) {
            is_any_left_out = true;
            continue;
        }
        rows.push_back({fmt::format("{} [{}]", outcomes.estimands[i].name, outcomes.estimands[i].unit)});
        for (OutcomeRow const& row : of_it)
            rows.back().push_back(estimate(row) + mark(row) + (is_at_equal_outlay(outcomes, row) ? "" : " *"));
    }
    std::vector<std::string> lines{
        fmt::format("outcomes: what each policy adds to the same luck {}, or {}; in brackets 95 % intervals",
                    outcomes.off.meaning, outcomes.matched.meaning)};
    for (std::string& line : in_columns(rows)) lines.push_back(std::move(line));
    if (is_any_left_out) lines.emplace_back("  left out: what is 0 in every replicate of every policy.");
    for (std::string& line : notes(outcomes, point)) lines.push_back(std::move(line));
    lines.emplace_back("");
    return lines;
}

std::string csv_of(Outcomes const& outcomes)
{
    std::string text = "point,outcome,unit,policy,replicates,missing,value,low,high,identified,difference,difference_"
                       "low,difference_high,meaning\n";
    for (OutcomeRow const& row : outcomes.rows) {
        Estimand const& one = outcomes.estimands[row.estimand];
        bool const is_identified = row.identification == Identification::identified;
        text += fmt::format(
            "{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", row.point == all_points ? "all" : std::to_string(row.point),
            one.name, one.unit, csv_cell(outcomes.policies[row.policy]), row.replicates, row.missing,
            full_number(row.value), full_number(row.interval.low), full_number(row.interval.high),
            is_identified ? 1 : 0, full_number(row.difference.mean), full_number(row.difference.interval.low),
            full_number(row.difference.interval.high), csv_cell(one.meaning));
    }
    return text;
}

} // namespace tianji
