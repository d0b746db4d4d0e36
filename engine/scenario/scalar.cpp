#include "engine/scenario/scalar.hpp"

#include "engine/base/text.hpp"
#include "engine/scenario/number_form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace tianji {

namespace {

constexpr std::string_view expected_number = "a number is written like 3, 0.25 or 1e-3";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

template <class T>
std::optional<T> converted(std::string_view text)
{
    T value{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string suggested(std::string const& meant) { return meant.empty() ? "" : "did you mean " + meant; }

// What is wrong with a scalar as a number; empty if its form is right.
template <class T>
Reading<T> wrong_form(Node const& scalar)
{
    if (scalar.quoted)
        return {std::nullopt, "it stands in quotes, so it is text",
                is_number(scalar.text) ? "did you mean " + scalar.text : ""};
    if (is_number(scalar.text)) return {};
    std::string const lower = with_plain_characters(scalar.text);
    if (lower.find("inf") != lower.npos || lower.find("nan") != lower.npos || lower.find("NaN") != lower.npos)
        return {std::nullopt, "a number must be finite", ""};
    return {std::nullopt, std::string(expected_number), suggested(meant_number(scalar.text))};
}

// Half away from zero, for values far below 2^63.
std::int64_t rounded_integer(long double x) { return static_cast<std::int64_t>(x < 0 ? x - 0.5L : x + 0.5L); }

} // namespace

Reading<double> read_number(Node const& scalar)
{
    if (auto wrong = wrong_form<double>(scalar); !wrong.why.empty()) return wrong;
    auto const value = converted<double>(scalar.text);
    if (!value) return {std::nullopt, "its size is beyond what a double can hold", ""};
    return {*value + 0.0, "", ""}; // -0 becomes 0: they are equal and must print alike
}

Reading<std::int64_t> read_integer(Node const& scalar)
{
    if (auto wrong = wrong_form<std::int64_t>(scalar); !wrong.why.empty()) return wrong;
    if (auto const value = converted<std::int64_t>(scalar.text)) return {*value, "", ""};
    bool const digits_only = scalar.text.find_first_of(".eE") == std::string::npos;
    if (digits_only) return {std::nullopt, "whole numbers go up to 9223372036854775807", ""};
    constexpr double exact = 9007199254740992.0; // 2^53
    auto const value = converted<double>(scalar.text);
    bool const whole = value && std::abs(*value) <= exact && std::floor(*value) == *value;
    return {std::nullopt, "a whole number is written with digits only",
            whole ? "did you mean " + std::to_string(static_cast<std::int64_t>(*value)) : ""};
}

Reading<bool> read_flag(Node const& scalar)
{
    if (!scalar.quoted && (scalar.text == "true" || scalar.text == "false")) return {scalar.text == "true", "", ""};
    std::string lower = scalar.text;
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 'a' - 'A');
    auto is_one_of = [&](std::initializer_list<std::string_view> words) {
        return std::find(words.begin(), words.end(), lower) != words.end();
    };
    std::string suggestion;
    if (is_one_of({"yes", "on", "y", "1", "true", "是"})) suggestion = "did you mean true";
    if (is_one_of({"no", "off", "n", "0", "false", "否"})) suggestion = "did you mean false";
    return {std::nullopt,
            scalar.quoted ? "it stands in quotes, so it is text; write true or false" : "write true or false",
            suggestion};
}

Reading<Money> read_money(Node const& scalar)
{
    if (auto wrong = wrong_form<Money>(scalar); !wrong.why.empty()) return wrong;
    auto const amount = converted<long double>(scalar.text);
    if (!amount || std::abs(*amount * minor_per_million) > static_cast<long double>(largest_amount.minor))
        return {std::nullopt, fmt::format("in millions; amounts go up to {} million", money_text(largest_amount)), ""};
    return {Money{rounded_integer(*amount * minor_per_million)}, "", ""};
}

Reading<std::chrono::sys_days> read_date(Node const& scalar)
{
    using namespace std::chrono;
    std::string const why = "a date is written 2018-01-01, 2018-01 or 2018-Q1";
    std::string_view const text = scalar.text;
    auto digits = [&](std::size_t at, std::size_t n) {
        std::string_view const part = text.substr(std::min(at, text.size()), n);
        bool const all = part.size() == n && std::all_of(part.begin(), part.end(), is_digit);
        return all ? converted<unsigned>(part) : std::nullopt;
    };
    auto const y = digits(0, 4);
    if (!y || *y == 0 || text.size() < 5 || text[4] != '-') return {std::nullopt, why, ""};
    std::optional<unsigned> month_number;
    std::optional<unsigned> day_number = 1u;
    if (text.size() == 7 && text[5] == 'Q' && text[6] >= '1' && text[6] <= '4') {
        month_number = static_cast<unsigned>(text[6] - '1') * 3 + 1;
    } else {
        month_number = digits(5, 2);
        if (text.size() != 7) day_number = text.size() == 10 && text[7] == '-' ? digits(8, 2) : std::nullopt;
    }
    if (!month_number || !day_number) return {std::nullopt, why, ""};
    year_month_day const date{year(static_cast<int>(*y)), month(*month_number), day(*day_number)};
    if (!date.ok()) return {std::nullopt, "the calendar has no such day", ""};
    return {sys_days(date), "", ""};
}

std::string number_text(double value) { return fmt::format("{}", value + 0.0); }

std::string money_text(Money value)
{
    bool const negative = value.minor < 0;
    auto const size = negative ? -static_cast<std::uint64_t>(value.minor) : static_cast<std::uint64_t>(value.minor);
    auto const unit = static_cast<std::uint64_t>(minor_per_million);
    std::string text = fmt::format("{}{}", negative ? "-" : "", size / unit);
    if (size % unit == 0) return text;
    text += fmt::format(".{:08}", size % unit);
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

std::string date_text(std::chrono::sys_days value)
{
    std::chrono::year_month_day const date(value);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

namespace {

std::string always_quoted(std::string_view text)
{
    std::string quoted = "\"";
    for (char32_t const c : characters(text)) {
        bool const invisible = c < 0x20 || (c >= 0x7F && c < 0xA1) || (c >= 0x2028 && c <= 0x2029) || c == 0xFEFF;
        if (c == U'"' || c == U'\\') quoted += '\\';
        if (invisible)
            quoted += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
        else
            quoted += to_utf8({&c, 1});
    }
    return quoted + '"';
}

} // namespace

std::string quoted_text(std::string_view text)
{
    auto is_letter = [](char32_t c) {
        return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'_' || (c >= 0x4E00 && c <= 0x9FFF);
    };
    std::u32string const all = characters(text);
    bool plain = !all.empty() && is_letter(all[0]);
    for (char32_t const c : all) plain = plain && (is_letter(c) || (c >= U'0' && c <= U'9'));
    for (std::string_view word : {"null", "Null", "NULL", "true", "false"}) plain = plain && text != word;
    return plain ? std::string(text) : always_quoted(text);
}

std::string flow_text(Node const& node)
{
    bool const is_map = node.kind == Node::Kind::map;
    if (node.kind == Node::Kind::null) return "~";
    if (node.kind == Node::Kind::scalar) {
        bool const needs_quotes = node.quoted || node.text.find_first_of(",[]{}:#\"'\n") != std::string::npos;
        return needs_quotes ? always_quoted(node.text) : node.text;
    }
    std::string text;
    for (Node const& child : node.children) {
        if (!text.empty()) text += ", ";
        if (is_map) text += quoted_text(child.key) + ": ";
        text += flow_text(child);
    }
    return is_map ? '{' + text + '}' : '[' + text + ']';
}

Range money_range(Range allowed)
{
    double const largest = in_millions(largest_amount);
    if (allowed.low < -largest) allowed.low = -largest, allowed.low_open = false;
    if (allowed.high > largest) allowed.high = largest, allowed.high_open = false;
    return allowed;
}

std::string range_text(Range const& allowed)
{
    bool const has_low = std::isfinite(allowed.low);
    bool const has_high = std::isfinite(allowed.high);
    if (has_low && has_high && allowed.low == allowed.high) return "exactly " + number_text(allowed.low);
    if (has_low && has_high && !allowed.low_open && !allowed.high_open)
        return "between " + number_text(allowed.low) + " and " + number_text(allowed.high);
    std::string text;
    if (has_low) text = (allowed.low_open ? "more than " : "at least ") + number_text(allowed.low);
    if (has_low && has_high) text += " and ";
    if (has_high) text += (allowed.high_open ? "less than " : "at most ") + number_text(allowed.high);
    return text;
}

} // namespace tianji
