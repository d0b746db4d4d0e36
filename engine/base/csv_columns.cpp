#include "engine/base/csv_columns.hpp"

#include "engine/base/problem_list.hpp"
#include "engine/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

namespace tianji {

namespace {

constexpr std::size_t no_row = static_cast<std::size_t>(-1);

// Why a cell cannot be used.
struct Fault {
    std::string problem, why, suggestion;
};

std::string to_text(Range range)
{
    bool const low = std::isfinite(range.low), high = std::isfinite(range.high);
    char const* const from = range.low_open ? "above" : "at least";
    char const* const to = range.high_open ? "below" : "at most";
    if (low && high) return fmt::format("must be {} {} and {} {}", from, range.low, to, range.high);
    if (low) return fmt::format("must be {} {}", from, range.low);
    return fmt::format("must be {} {}", to, range.high);
}

template <class Number>
std::optional<Fault> parse_number(std::string_view text, Number& value, Range allowed, char const* kind,
                                  char const* form)
{
    char const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc::result_out_of_range && stop == end)
        return Fault{fmt::format("'{}' does not fit", text), fmt::format("{} of 64 bits is needed", kind), ""};
    bool finite = true;
    if constexpr (std::is_floating_point_v<Number>) finite = std::isfinite(value);
    if (error != std::errc{} || stop != end || !finite)
        return Fault{fmt::format("'{}' is not {}", text, kind), form, ""};
    if (!allowed.contains(static_cast<double>(value)))
        return Fault{fmt::format("{} is out of range", text), to_text(allowed), ""};
    return std::nullopt;
}

std::optional<Fault> parse_date(std::string_view text, std::chrono::sys_days& value)
{
    auto const digits = [&](std::size_t from, std::size_t count) {
        int number = 0;
        for (char const c : text.substr(from, count))
            number = c >= '0' && c <= '9' && number >= 0 ? number * 10 + (c - '0') : -1;
        return number;
    };
    bool const formed = text.size() == 10 && text[4] == '-' && text[7] == '-' && digits(0, 4) >= 0 &&
                        digits(5, 2) >= 0 && digits(8, 2) >= 0;
    if (!formed) return Fault{fmt::format("'{}' is not a date", text), "dates are written 2018-01-31", ""};
    std::chrono::year_month_day const day{std::chrono::year(digits(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(digits(5, 2))),
                                          std::chrono::day(static_cast<unsigned>(digits(8, 2)))};
    if (!day.ok()) return Fault{fmt::format("'{}' is not a date", text), "the calendar has no such day", ""};
    value = day;
    return std::nullopt;
}

// The engine's helpers take owned words.
std::vector<std::string> owned(std::span<std::string_view const> words) { return {words.begin(), words.end()}; }

} // namespace

// --- columns -----------------------------------------------------------------------------------------------------

template <class Value, class Parse>
std::vector<std::optional<Value>> ColumnReader::read_optional(std::string_view column, Parse parse)
{
    std::vector<std::optional<Value>> values(table_.row_count());
    auto const index = require_column(column);
    for (std::size_t row = 0; index && row < values.size(); ++row) {
        std::string_view const text = table_.cell(row, *index);
        if (text.empty()) continue;
        values[row].emplace();
        if (auto fault = parse(text, *values[row]))
            note({row, *index, std::move(fault->problem), std::move(fault->why), std::move(fault->suggestion)});
    }
    return values;
}

template <class Value, class Parse>
std::vector<Value> ColumnReader::read_required(std::string_view column, Parse parse)
{
    std::vector<Value> values(table_.row_count());
    auto const index = require_column(column);
    for (std::size_t row = 0; index && row < values.size(); ++row) {
        std::string_view const text = table_.cell(row, *index);
        if (text.empty())
            note({row, *index, fmt::format("empty cell in column '{}'", column), "every row needs a value here", ""});
        else if (auto fault = parse(text, values[row]))
            note({row, *index, std::move(fault->problem), std::move(fault->why), std::move(fault->suggestion)});
    }
    return values;
}

namespace {

auto as_text = [](std::string_view text, std::string_view& value) -> std::optional<Fault> {
    value = text;
    return std::nullopt;
};

auto as_integer(Range allowed)
{
    return [allowed](std::string_view text, std::int64_t& value) {
        return parse_number(text, value, allowed, "an integer", "digits only, with a minus where negative");
    };
}

auto as_number(Range allowed)
{
    return [allowed](std::string_view text, double& value) {
        return parse_number(text, value, allowed, "a number", "digits with a decimal point, as in 0.25 or 2.5e-3");
    };
}

} // namespace

std::vector<std::string_view> ColumnReader::texts(std::string_view column)
{
    return read_required<std::string_view>(column, as_text);
}
std::vector<std::optional<std::string_view>> ColumnReader::optional_texts(std::string_view column)
{
    return read_optional<std::string_view>(column, as_text);
}
std::vector<std::int64_t> ColumnReader::integers(std::string_view column, Range allowed)
{
    return read_required<std::int64_t>(column, as_integer(allowed));
}
std::vector<std::optional<std::int64_t>> ColumnReader::optional_integers(std::string_view column, Range allowed)
{
    return read_optional<std::int64_t>(column, as_integer(allowed));
}
std::vector<double> ColumnReader::numbers(std::string_view column, Range allowed)
{
    return read_required<double>(column, as_number(allowed));
}
std::vector<std::optional<double>> ColumnReader::optional_numbers(std::string_view column, Range allowed)
{
    return read_optional<double>(column, as_number(allowed));
}
std::vector<std::chrono::sys_days> ColumnReader::dates(std::string_view column)
{
    return read_required<std::chrono::sys_days>(column, parse_date);
}
std::vector<std::optional<std::chrono::sys_days>> ColumnReader::optional_dates(std::string_view column)
{
    return read_optional<std::chrono::sys_days>(column, parse_date);
}

std::vector<std::size_t> ColumnReader::words(std::string_view column, std::span<std::string_view const> allowed)
{
    return read_required<std::size_t>(column, [&](std::string_view text, std::size_t& value) -> std::optional<Fault> {
        auto const found = std::find(allowed.begin(), allowed.end(), text);
        if (found == allowed.end())
            return Fault{fmt::format("unknown {} '{}'", column, text), fmt::format("known: {}", joined(owned(allowed))),
                         did_you_mean(text, owned(allowed))};
        value = static_cast<std::size_t>(found - allowed.begin());
        return std::nullopt;
    });
}

// --- refusals ----------------------------------------------------------------------------------------------------

std::optional<std::size_t> ColumnReader::require_column(std::string_view name)
{
    auto const index = table_.find_column(name);
    if (!index)
        note({no_row, table_.column_names().size(), fmt::format("column '{}' is missing", name),
              fmt::format("the header has: {}", joined(owned(table_.column_names()))),
              did_you_mean(name, owned(table_.column_names()))});
    return index;
}

void ColumnReader::refuse(std::size_t row, std::string_view column, std::string problem, std::string why,
                          std::string suggestion)
{
    if (auto const index = table_.find_column(column))
        note({row, *index, std::move(problem), std::move(why), std::move(suggestion)});
}

void ColumnReader::note(Refusal refusal)
{
    refused_in_.resize(table_.column_names().size() + 1);
    if (++refused_in_[refusal.column] <= ProblemList::shown) refusals_.push_back(std::move(refusal));
}

void ColumnReader::done()
{
    auto const place = [](Refusal const& one) { return std::tuple(one.row + 1, one.column); }; // the header first
    std::stable_sort(refusals_.begin(), refusals_.end(),
                     [&](Refusal const& a, Refusal const& b) { return place(a) < place(b); });
    ProblemList problems(table_.file());
    for (Refusal& one : refusals_) {
        if (problems.full()) break;
        Location const where =
            one.row == no_row ? Location{table_.file(), table_.where_named(0).line} : table_.where(one.row, one.column);
        problems.add(where, std::move(one.problem), std::move(one.why), std::move(one.suggestion));
    }
    std::size_t unshown = 0;
    for (std::size_t const count : refused_in_) unshown += count;
    problems.count_more(unshown - std::min(refusals_.size(), ProblemList::shown));
    problems.throw_if_any();
}

} // namespace tianji
