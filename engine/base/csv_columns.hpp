// Typed columns of a CSV table, by name.
//
//     CsvTable table = read_csv(path);
//     ColumnReader read(table);
//     auto weights = read.numbers("weight", above(0));
//     auto ends = read.optional_dates("end_date");
//     read.done();                       // throws InvalidInput with all that was wrong, in the order of the file
//
// An empty cell is a missing value, and so is NA, NaN, NULL, N/A or -, as other programs write it (a text in quotes is
// not); only optional_… accept it. Where a whole column is written in another way, as with decimal commas or dates with
// the day first, its first cell is told. Until done() returns, what was read is not to be used:
// cells that were refused hold a default.
#pragma once

#include "engine/base/csv.hpp"
#include "engine/base/csv_values.hpp"
#include "engine/base/parameters.hpp"

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tianji {

class ColumnReader {
public:
    explicit ColumnReader(CsvTable const& table) : table_(table) {}

    bool has(std::string_view column) const { return table_.find_column(column).has_value(); }

    // Views into the table.
    std::vector<std::string_view> texts(std::string_view column);
    std::vector<std::optional<std::string_view>> optional_texts(std::string_view column);
    // Decimal digits with an optional minus.
    std::vector<std::int64_t> integers(std::string_view column, Range allowed = any_number());
    std::vector<std::optional<std::int64_t>> optional_integers(std::string_view column, Range allowed = any_number());
    // Decimal point, or comma where semicolons separate; no thousands separator; neither nan nor inf.
    std::vector<double> numbers(std::string_view column, Range allowed = any_number());
    std::vector<std::optional<double>> optional_numbers(std::string_view column, Range allowed = any_number());
    // ISO 8601 calendar dates: 2018-01-31.
    std::vector<std::chrono::sys_days> dates(std::string_view column);
    std::vector<std::optional<std::chrono::sys_days>> optional_dates(std::string_view column);
    // The position in a closed list of words.
    std::vector<std::size_t> words(std::string_view column, std::span<std::string_view const> allowed);
    std::vector<std::optional<std::size_t>> optional_words(std::string_view column,
                                                           std::span<std::string_view const> allowed);

    // What to tell the user, who may have meant thousands, where three digits follow the point in all numbers of a
    // column, as in 900.000: they are read as decimals.
    std::optional<Problem> doubtful_thousands(std::string_view column) const;

    template <class Enum>
    std::vector<Enum> choices(std::string_view column, std::initializer_list<ChoiceOf<Enum>> allowed)
    {
        std::vector<std::string_view> names;
        for (auto const& one : allowed) names.push_back(one.name);
        std::vector<Enum> values;
        for (std::size_t const index : words(column, names)) values.push_back((allowed.begin() + index)->value);
        return values;
    }

    // Refuses a cell for a reason that only the caller knows (an unknown key, a repeated one …).
    void refuse(std::size_t row, std::string_view column, std::string problem, std::string why,
                std::string suggestion = {});
    // Refuses a cell because it has no value.
    void refuse_missing(std::size_t row, std::string_view column, std::string why, std::string suggestion = {});
    void done();

private:
    struct Refusal {
        std::size_t row; // no_row for the header
        std::size_t column;
        std::string problem, why, suggestion;
    };

    enum class CellKind : std::uint8_t { text, value };

    bool is_missing(std::size_t row, std::size_t column, CellKind kind) const;
    template <class Value, class Parse>
    std::vector<std::optional<Value>> read_optional(std::string_view column, CellKind kind, Parse parse);
    template <class Value, class Parse>
    std::vector<Value> read_required(std::string_view column, CellKind kind, Parse parse);
    void refuse_mixed_points(std::string_view column);
    std::optional<std::size_t> require_column(std::string_view name);
    void note(Refusal refusal);
    void note_fault(std::size_t row, std::size_t column, csv::CellFault fault);
    void note_once(Refusal refusal, std::string const& cause);

    CsvTable const& table_;
    std::vector<Refusal> refusals_;
    // Of causes that many cells share: the refusal that tells, and how many others there are.
    struct Told {
        std::size_t refusal;
        std::size_t more = 0;
    };
    std::map<std::string, Told> told_;
    std::vector<std::size_t> refused_in_; // per column of the table, to keep a bad column from filling the memory
};

} // namespace tianji
