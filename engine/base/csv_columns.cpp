#include "engine/base/csv_columns.hpp"

#include "engine/base/problem_list.hpp"
#include "engine/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace tianji {

using csv::CellFault;

namespace {

constexpr std::size_t no_row = static_cast<std::size_t>(-1);

// The engine's helpers take owned words.
std::vector<std::string> owned(std::span<std::string_view const> words) { return {words.begin(), words.end()}; }

} // namespace

// --- columns -----------------------------------------------------------------------------------------------------

bool ColumnReader::is_missing(std::size_t row, std::size_t column, CellKind kind) const
{
    std::string_view const text = table_.cell(row, column);
    if (kind == CellKind::value) return csv::is_missing_value(text);
    return csv::is_missing_text(text) && (text.empty() || !table_.is_quoted(row, column));
}

template <class Value, class Parse>
std::vector<std::optional<Value>> ColumnReader::read_optional(std::string_view column, CellKind kind, Parse parse)
{
    std::vector<std::optional<Value>> values(table_.row_count());
    auto const index = require_column(column);
    for (std::size_t row = 0; index && row < values.size(); ++row) {
        if (is_missing(row, *index, kind)) continue;
        values[row].emplace();
        if (auto fault = parse(table_.cell(row, *index), *values[row])) note_fault(row, *index, std::move(*fault));
    }
    return values;
}

template <class Value, class Parse>
std::vector<Value> ColumnReader::read_required(std::string_view column, CellKind kind, Parse parse)
{
    std::vector<Value> values(table_.row_count());
    auto const index = require_column(column);
    for (std::size_t row = 0; index && row < values.size(); ++row) {
        if (is_missing(row, *index, kind))
            refuse_missing(row, column, "every row needs a value here");
        else if (auto fault = parse(table_.cell(row, *index), values[row]))
            note_fault(row, *index, std::move(*fault));
    }
    return values;
}

namespace {

auto as_text = [](std::string_view text, std::string_view& value) -> std::optional<CellFault> {
    value = text;
    return std::nullopt;
};

auto as_integer(Range allowed)
{
    return [allowed](std::string_view text, std::int64_t& value) { return csv::parse_integer(text, allowed, value); };
}

// The position in a closed list.
auto as_word(std::string_view column, std::span<std::string_view const> allowed)
{
    return [=](std::string_view text, std::size_t& value) -> std::optional<CellFault> {
        auto const found = std::ranges::find(allowed, text);
        value = static_cast<std::size_t>(found - allowed.begin());
        if (found != allowed.end()) return std::nullopt;
        value = 0;
        std::string_view const bare = csv::without_blanks(text);
        bool const is_blank = std::ranges::find(allowed, bare) != allowed.end();
        return CellFault{fmt::format("unknown {} '{}'", column, text), fmt::format("known: {}", joined(owned(allowed))),
                         is_blank ? csv::meant_without_blanks(text) : did_you_mean(text, owned(allowed))};
    };
}

auto as_number(Range allowed, bool decimal_comma)
{
    return
        [=](std::string_view text, double& value) { return csv::parse_decimal(text, allowed, decimal_comma, value); };
}

} // namespace

std::vector<std::string_view> ColumnReader::texts(std::string_view column)
{
    return read_required<std::string_view>(column, CellKind::text, as_text);
}
std::vector<std::optional<std::string_view>> ColumnReader::optional_texts(std::string_view column)
{
    return read_optional<std::string_view>(column, CellKind::text, as_text);
}
std::vector<std::int64_t> ColumnReader::integers(std::string_view column, Range allowed)
{
    return read_required<std::int64_t>(column, CellKind::value, as_integer(allowed));
}
std::vector<std::optional<std::int64_t>> ColumnReader::optional_integers(std::string_view column, Range allowed)
{
    return read_optional<std::int64_t>(column, CellKind::value, as_integer(allowed));
}
std::vector<double> ColumnReader::numbers(std::string_view column, Range allowed)
{
    refuse_mixed_points(column);
    return read_required<double>(column, CellKind::value, as_number(allowed, table_.has_decimal_commas()));
}
std::vector<std::optional<double>> ColumnReader::optional_numbers(std::string_view column, Range allowed)
{
    refuse_mixed_points(column);
    return read_optional<double>(column, CellKind::value, as_number(allowed, table_.has_decimal_commas()));
}
std::vector<std::chrono::sys_days> ColumnReader::dates(std::string_view column)
{
    return read_required<std::chrono::sys_days>(column, CellKind::value, csv::parse_date);
}
std::vector<std::optional<std::chrono::sys_days>> ColumnReader::optional_dates(std::string_view column)
{
    return read_optional<std::chrono::sys_days>(column, CellKind::value, csv::parse_date);
}

std::vector<std::optional<std::size_t>> ColumnReader::optional_words(std::string_view column,
                                                                     std::span<std::string_view const> allowed)
{
    return read_optional<std::size_t>(column, CellKind::value, as_word(column, allowed));
}
std::vector<std::size_t> ColumnReader::words(std::string_view column, std::span<std::string_view const> allowed)
{
    return read_required<std::size_t>(column, CellKind::value, as_word(column, allowed));
}

std::optional<Problem> ColumnReader::doubtful_thousands(std::string_view column) const
{
    auto const index = table_.find_column(column);
    char const mark = table_.has_decimal_commas() ? ',' : '.';
    std::size_t first = no_row, count = 0;
    for (std::size_t row = 0; index && row < table_.row_count(); ++row) {
        if (is_missing(row, *index, CellKind::value) || table_.cell(row, *index) == "0") continue;
        bool const may_be = csv::looks_like_thousands(table_.cell(row, *index), '.') ||
                            csv::looks_like_thousands(table_.cell(row, *index), mark);
        if (!may_be) return std::nullopt;
        first = std::min(first, row);
        ++count;
    }
    if (count == 0) return std::nullopt;
    std::string_view const text = table_.cell(first, *index);
    std::size_t const whole = text.find_first_of(".,");
    return Problem{
        table_.where(first, *index), fmt::format("'{}' is read as {}", text, text.substr(0, whole)),
        fmt::format("all numbers of column '{}' have three digits behind a {}, as where it separates thousands", column,
                    text[whole] == '.' ? "point" : "comma"),
        fmt::format("write {}{}", text.substr(0, whole), text.substr(whole + 1))};
}

// --- refusals ----------------------------------------------------------------------------------------------------

std::optional<std::size_t> ColumnReader::require_column(std::string_view name)
{
    auto const index = table_.find_column(name);
    if (index) return index;
    auto const names = table_.column_names();
    auto const blank = std::ranges::find(names, name, csv::without_blanks);
    if (blank != names.end())
        note_once({no_row, static_cast<std::size_t>(blank - names.begin()),
                   fmt::format("column '{}' has a blank beside its name", *blank), "blanks are part of a name",
                   fmt::format("write '{}', and no blank beside any cell", name)},
                  "blank");
    else
        note({no_row, table_.column_names().size(), fmt::format("column '{}' is missing", name),
              fmt::format("the header has: {}", joined(owned(table_.column_names()))),
              did_you_mean(name, owned(table_.column_names()))});
    return std::nullopt;
}

void ColumnReader::refuse_missing(std::size_t row, std::string_view column, std::string why, std::string suggestion)
{
    auto const index = table_.find_column(column);
    if (!index) return;
    std::string_view const text = table_.cell(row, *index);
    note({row, *index,
          text.empty() ? fmt::format("empty cell in column '{}'", column)
                       : fmt::format("missing value '{}' in column '{}'", text, column),
          std::move(why), std::move(suggestion)});
}

// In files with semicolons 1.234 is a number below 2 or above 1000: what the other cells of its column have tells.
void ColumnReader::refuse_mixed_points(std::string_view column)
{
    auto const index = table_.find_column(column);
    if (!index || !table_.has_decimal_commas()) return;
    std::size_t point = no_row, comma = no_row;
    for (std::size_t row = 0; row < table_.row_count(); ++row) {
        std::string_view const text = table_.cell(row, *index);
        bool const has_point = text.find('.') != text.npos, has_comma = text.find(',') != text.npos;
        if (has_point && !has_comma) point = std::min(point, row);
        if (has_comma && !has_point) comma = std::min(comma, row);
    }
    if (point == no_row || comma == no_row) return;
    note({point, *index, fmt::format("'{}' has a point", table_.cell(point, *index)),
          fmt::format("'{}' in line {} of the same column has a decimal comma", table_.cell(comma, *index),
                      table_.where(comma, *index).line),
          "write all numbers of a column in one way"});
}

void ColumnReader::refuse(std::size_t row, std::string_view column, std::string problem, std::string why,
                          std::string suggestion)
{
    if (auto const index = table_.find_column(column))
        note({row, *index, std::move(problem), std::move(why), std::move(suggestion)});
}

void ColumnReader::note_fault(std::size_t row, std::size_t column, CellFault fault)
{
    Refusal refusal{row, column, std::move(fault.problem), std::move(fault.why), std::move(fault.suggestion)};
    if (fault.habit == csv::Habit::none)
        note(std::move(refusal));
    else
        note_once(std::move(refusal), std::to_string(column));
}

void ColumnReader::note_once(Refusal refusal, std::string const& cause)
{
    auto const [told, is_new] = told_.try_emplace(cause, Told{refusals_.size()});
    if (is_new)
        note(std::move(refusal));
    else
        ++told->second.more;
}

void ColumnReader::note(Refusal refusal)
{
    refused_in_.resize(table_.column_names().size() + 1);
    if (++refused_in_[refusal.column] <= ProblemList::shown) refusals_.push_back(std::move(refusal));
}

void ColumnReader::done()
{
    for (auto const& [cause, told] : told_)
        if (told.more > 0 && told.refusal < refusals_.size())
            refusals_[told.refusal].why += fmt::format("; {} more like it", told.more);
    told_.clear();
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
