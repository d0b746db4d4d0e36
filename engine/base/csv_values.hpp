// What a cell of a CSV file says, and, where it cannot be used, what was probably meant.
#pragma once

#include "engine/base/parameters.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tianji::csv {

// Why a cell cannot be used. A habit is a way of writing that a whole column shares (decimal commas, another order of
// dates): of each habit the first cell is told.
enum class Habit : std::uint8_t { none, other_number, other_date, mixed_points };
struct CellFault {
    std::string problem, why, suggestion;
    Habit habit = Habit::none;
};

// NA, N/A, NaN, NULL, None, - and what else statistics programs and databases write for a missing value, in any case of
// letters. An empty cell is one, too.
bool is_missing_value(std::string_view text);
// The same in a column of texts, where only what programs write counts: somebody may be called Nan, a field "none".
bool is_missing_text(std::string_view text);

// Without the blanks around it; the no-break space that spreadsheets leave is one.
std::string_view without_blanks(std::string_view text);

// "did you mean 'U1' (without the blank)", or empty where there is none around it.
std::string meant_without_blanks(std::string_view text);

// Decimal digits with an optional minus.
std::optional<CellFault> parse_integer(std::string_view text, Range allowed, std::int64_t& value);
// A decimal point, or, where `decimal_comma`, either; no thousands separators; neither nan nor inf.
std::optional<CellFault> parse_decimal(std::string_view text, Range allowed, bool decimal_comma, double& value);
// 2018-01-31.
std::optional<CellFault> parse_date(std::string_view text, std::chrono::sys_days& value);

// True for 900.000 and 12,500 where the mark is the point or the comma: it may separate thousands.
bool looks_like_thousands(std::string_view text, char mark);

} // namespace tianji::csv
