#include "engine/base/csv_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace tianji::csv {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string to_text(Range range)
{
    bool const low = std::isfinite(range.low), high = std::isfinite(range.high);
    char const* const from = range.low_open ? "above" : "at least";
    char const* const to = range.high_open ? "below" : "at most";
    if (low && high) return fmt::format("must be {} {} and {} {}", from, range.low, to, range.high);
    if (low) return fmt::format("must be {} {}", from, range.low);
    return fmt::format("must be {} {}", to, range.high);
}

// The first of the blanks at the front of a text, as a number of bytes; 0 if there is none.
std::size_t blank_at_front(std::string_view text)
{
    if (text.empty()) return 0;
    if (text[0] == ' ' || text[0] == '\t' || text[0] == '\r' || text[0] == '\n') return 1;
    for (std::string_view wide : {"\u00a0", "\u202f", "\u3000", "\u200b", "\ufeff"})
        if (text.starts_with(wide)) return wide.size();
    return 0;
}

// True where all of a text is a finite number.
bool is_finite_number(std::string_view text)
{
    double value = 0.0;
    auto const [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && stop == text.data() + text.size() && std::isfinite(value);
}

// What somebody meant who wrote 900 000, 900'000, 1,234,567.5, 1.234.567,5 or 12,5; empty if nobody knows.
std::string meant_number(std::string_view written)
{
    std::string text;
    for (std::string_view rest = written; !rest.empty();) {
        std::size_t const blank = blank_at_front(rest);
        if (blank == 0 && rest[0] != '\'' && rest[0] != '_') text += rest[0];
        rest.remove_prefix(std::max<std::size_t>(blank, 1));
    }
    auto const commas = std::ranges::count(text, ','), points = std::ranges::count(text, '.');
    if (commas > 0 && points > 0) {
        char const thousands = text.rfind(',') > text.rfind('.') ? '.' : ',';
        std::erase(text, thousands);
    } else if (commas > 1 || points > 1) {
        std::erase(text, commas > 1 ? ',' : '.');
    } else if (commas == 1 && looks_like_thousands(text, ',')) {
        return {}; // 12,500 is 12500 or 12.5
    }
    std::ranges::replace(text, ',', '.');
    return is_finite_number(text) ? text : std::string();
}

} // namespace

// --- blanks and missing values -----------------------------------------------------------------------------------

bool is_missing_value(std::string_view text)
{
    constexpr std::array<std::string_view, 9> words{"", "na", "n/a", "#n/a", "nan", "null", "none", "-", "."};
    auto const same = [text](std::string_view word) {
        return std::ranges::equal(text, word, [](char a, char b) { return lower(a) == b; });
    };
    return std::ranges::any_of(words, same);
}

bool is_missing_text(std::string_view text)
{
    constexpr std::array<std::string_view, 8> words{"", "NA", "N/A", "#N/A", "NaN", "nan", "NULL", "-"};
    return std::ranges::find(words, text) != words.end();
}

std::string_view without_blanks(std::string_view text)
{
    while (std::size_t const n = blank_at_front(text)) text.remove_prefix(n);
    for (bool found = true; found && !text.empty();) {
        found = false;
        for (std::size_t n = 1; n <= 3 && n <= text.size() && !found; ++n)
            if (blank_at_front(text.substr(text.size() - n)) == n) {
                text.remove_suffix(n);
                found = true;
            }
    }
    return text;
}

std::string meant_without_blanks(std::string_view text)
{
    std::string_view const bare = without_blanks(text);
    if (bare.size() == text.size() || bare.empty()) return {};
    return fmt::format("did you mean '{}' (without the blank)", bare);
}

// --- numbers -----------------------------------------------------------------------------------------------------

bool looks_like_thousands(std::string_view text, char mark)
{
    if (text.starts_with('-')) text.remove_prefix(1);
    std::size_t const at = text.find(mark);
    return at >= 1 && at <= 3 && text.size() == at + 4 && text[0] != '0' && // 0.125 is no thousand
           std::ranges::all_of(text.substr(0, at), is_digit) && std::ranges::all_of(text.substr(at + 1), is_digit);
}

std::optional<CellFault> parse_integer(std::string_view text, Range allowed, std::int64_t& value)
{
    char const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc::result_out_of_range && stop == end)
        return CellFault{fmt::format("'{}' does not fit", text), "an integer of 64 bits is needed", ""};
    if (error != std::errc{} || stop != end) {
        std::string meant = meant_without_blanks(text);
        double number = 0.0;
        bool const whole = meant.empty() && is_finite_number(text) &&
                           std::from_chars(text.data(), end, number).ptr == end && std::floor(number) == number &&
                           std::abs(number) < 1e15;
        if (whole) meant = fmt::format("did you mean {}", static_cast<std::int64_t>(number));
        return CellFault{fmt::format("'{}' is not an integer", text), "digits only, with a minus where negative",
                         std::move(meant)};
    }
    if (!allowed.contains(static_cast<double>(value)))
        return CellFault{fmt::format("{} is out of range", text), to_text(allowed), ""};
    return std::nullopt;
}

std::optional<CellFault> parse_decimal(std::string_view text, Range allowed, bool decimal_comma, double& value)
{
    std::string with_point(text);
    bool const is_plain = text.find('.') == text.npos && std::ranges::count(text, ',') == 1;
    if (decimal_comma && is_plain) std::ranges::replace(with_point, ',', '.');
    char const* const end = with_point.data() + with_point.size();
    auto const [stop, error] = std::from_chars(with_point.data(), end, value);
    if (error == std::errc::result_out_of_range && stop == end)
        return CellFault{fmt::format("'{}' does not fit", text), "a number of 64 bits is needed", ""};
    if (error != std::errc{} || stop != end || !std::isfinite(value)) {
        std::string const blank = meant_without_blanks(text), meant = meant_number(without_blanks(text));
        bool const is_habit = !meant.empty() && meant != without_blanks(text);
        return CellFault{fmt::format("'{}' is not a number", text),
                         decimal_comma ? "digits with a decimal comma or point, as in 0,25, and no thousands separator"
                                       : "digits with a decimal point, as in 0.25 or 2.5e-3",
                         is_habit && blank.empty() ? fmt::format("did you mean {}", meant) : blank,
                         is_habit ? Habit::other_number : Habit::none};
    }
    if (!allowed.contains(value)) return CellFault{fmt::format("{} is out of range", text), to_text(allowed), ""};
    return std::nullopt;
}

// --- dates -------------------------------------------------------------------------------------------------------

namespace {

// The digits of a text as a number; -1 if there are none or others.
int digits_of(std::string_view text)
{
    int number = text.empty() ? -1 : 0;
    for (char const c : text) number = is_digit(c) && number >= 0 ? number * 10 + (c - '0') : -1;
    return number;
}

std::string date_if_there_is_one(int y, int m, int d)
{
    std::chrono::year_month_day const day{std::chrono::year(y), std::chrono::month(static_cast<unsigned>(m)),
                                          std::chrono::day(static_cast<unsigned>(d))};
    return day.ok() ? fmt::format("{:04}-{:02}-{:02}", y, m, d) : std::string();
}

// What somebody meant who wrote 31.1.2018, 2018/1/31, 20180131 or a time of day behind the date; empty if nobody knows.
std::string meant_date(std::string_view text)
{
    std::string_view const day = text.substr(0, text.find_first_of(" T"));
    if (day.size() == 8 && digits_of(day) > 0)
        return date_if_there_is_one(digits_of(day.substr(0, 4)), digits_of(day.substr(4, 2)), digits_of(day.substr(6)));
    std::size_t const first = day.find_first_of("-./"), second = day.find_first_of("-./", first + 1);
    if (first == day.npos || second == day.npos || day.size() > 10) return {};
    int const a = digits_of(day.substr(0, first)), b = digits_of(day.substr(first + 1, second - first - 1)),
              c = digits_of(day.substr(second + 1));
    if (a < 0 || b < 1 || c < 1) return {};
    if (first == 4) return date_if_there_is_one(a, b, c);
    bool const is_day_first = day[first] == '.' || a > 12; // 3/4/2018 is March in one country and April in another
    if (day.size() - second - 1 == 4 && is_day_first) return date_if_there_is_one(c, b, a);
    return {};
}

} // namespace

std::optional<CellFault> parse_date(std::string_view text, std::chrono::sys_days& value)
{
    bool const formed = text.size() == 10 && text[4] == '-' && text[7] == '-' && digits_of(text.substr(0, 4)) >= 0 &&
                        digits_of(text.substr(5, 2)) >= 0 && digits_of(text.substr(8, 2)) >= 0;
    if (!formed) {
        std::string const blank = meant_without_blanks(text), meant = meant_date(without_blanks(text));
        bool const is_habit = !meant.empty() && blank.empty();
        return CellFault{fmt::format("'{}' is not a date", text), "dates are written 2018-01-31",
                         is_habit ? fmt::format("did you mean {}", meant) : blank,
                         is_habit ? Habit::other_date : Habit::none};
    }
    std::chrono::year_month_day const day{std::chrono::year(digits_of(text.substr(0, 4))),
                                          std::chrono::month(static_cast<unsigned>(digits_of(text.substr(5, 2)))),
                                          std::chrono::day(static_cast<unsigned>(digits_of(text.substr(8, 2))))};
    if (!day.ok()) return CellFault{fmt::format("'{}' is not a date", text), "the calendar has no such day", ""};
    value = day;
    return std::nullopt;
}

} // namespace tianji::csv
