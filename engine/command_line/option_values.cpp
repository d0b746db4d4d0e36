#include "engine/command_line/option_values.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string>
#include <system_error>

namespace tianji::command_line {

namespace {

template <class Number>
std::optional<Number> whole_text_as(std::string const& text)
{
    Number value{};
    char const* const end = text.data() + text.size();
    auto const [stopped_at, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stopped_at != end) return std::nullopt;
    return value;
}

} // namespace

CLI::Validator whole_number(std::int64_t low, std::int64_t high)
{
    auto const check = [=](std::string& text) -> std::string {
        auto const value = whole_text_as<std::int64_t>(text);
        if (!value || *value < low || *value > high)
            return fmt::format("'{}' is not a whole number from {} to {}", text, low, high);
        text = std::to_string(*value); // the parser takes what begins with 0 for octal
        return {};
    };
    return CLI::Validator(check, "");
}

CLI::Validator seconds(double low, double high)
{
    auto const check = [=](std::string& text) -> std::string {
        auto const value = whole_text_as<double>(text);
        if (value && *value >= low && *value <= high) return {}; // no comparison holds for nan
        return fmt::format("'{}' is not a number of seconds from {} to {}", text, low, high);
    };
    return CLI::Validator(check, "");
}

CLI::Validator file_name()
{
    auto const check = [](std::string& text) -> std::string { return text.empty() ? "the name is empty" : ""; };
    return CLI::Validator(check, "");
}

} // namespace tianji::command_line
