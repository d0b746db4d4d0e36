#include "engine/scenario/number_form.hpp"

#include "engine/base/look_alikes.hpp"
#include "engine/base/text.hpp"
#include "engine/scenario/scalar.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace tianji {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads digits from the front; how many there were.
std::size_t skip_digits(std::string_view& text)
{
    std::size_t const n = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(n);
    return n;
}

std::string hexadecimal_meaning(std::string_view text)
{
    std::uint64_t value = 0;
    text.remove_prefix(2);
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    return error == std::errc() && end == text.data() + text.size() ? std::to_string(value) : std::string();
}

// Commas as much of the world writes them: 0,03 is 0.03; 1,000 and 1,000.5 hold thousands. What 1,234 is, its writer
// knows: "1234 or 1.234".
struct Commas {
    std::string number;    // read with a comma before the decimals or between thousands
    std::string otherwise; // the other way, where both can be meant
};

// Up to three digits, not only zeros.
bool can_lead_thousands(std::string_view whole)
{
    if (whole.starts_with('-')) whole.remove_prefix(1);
    return whole.size() <= 3 && whole.find_first_of("123456789") != whole.npos;
}

Commas without_commas(std::string text)
{
    std::size_t const comma = text.find(',');
    if (comma == text.npos) return {text, ""};
    std::string with_point = text;
    with_point[comma] = '.';
    std::string without = text;
    std::erase(without, ',');
    bool const once = text.rfind(',') == comma;
    std::size_t const point = text.find('.');
    if (once && point < comma) { // 1.000,5
        std::erase(text, '.');
        text[text.find(',')] = '.';
        return {text, ""};
    }
    if (!once || point != text.npos) return {without, ""};
    bool const thousands = comma + 4 == text.size() && can_lead_thousands(std::string_view(text).substr(0, comma));
    return thousands ? Commas{without, with_point} : Commas{with_point, ""};
}

// A number that was written with leading zeros, '+', '_', a percent sign or without a digit beside its point.
std::string tidied_number(std::string text)
{
    if (text.starts_with('+')) text.erase(0, 1);
    bool const percent = text.ends_with('%');
    if (percent) text.pop_back();
    std::size_t const sign = text.starts_with('-') ? 1 : 0;
    while (text.size() > sign + 1 && text[sign] == '0' && is_digit(text[sign + 1])) text.erase(sign, 1);
    if (text.substr(sign).starts_with('.')) text.insert(sign, 1, '0');
    if (text.ends_with('.')) text.pop_back();
    if (!is_number(text)) return {};
    if (!percent) return text;
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() ? number_text(value / 100) : "";
}

} // namespace

bool is_number(std::string_view text)
{
    if (text.starts_with('-')) text.remove_prefix(1);
    bool const zero = text.starts_with('0');
    std::size_t const whole = skip_digits(text);
    if (whole == 0 || (zero && whole > 1)) return false;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        if (skip_digits(text) == 0) return false;
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
        if (skip_digits(text) == 0) return false;
    }
    return text.empty();
}

std::string with_plain_characters(std::string_view text)
{
    std::string result;
    for (auto found = first_look_alike(text); found; found = first_look_alike(text)) {
        result.append(text.substr(0, found->offset)).append(found->what.meant);
        text.remove_prefix(found->offset + to_utf8({&found->what.character, 1}).size());
    }
    return result.append(text);
}

std::string meant_number(std::string_view written)
{
    std::string text = with_plain_characters(written);
    if (text.starts_with("0x") || text.starts_with("0X")) return hexadecimal_meaning(text);
    std::erase_if(text, [](char c) { return c == '_' || c == ' '; });
    auto const [number, otherwise] = without_commas(text);
    std::string const meant = tidied_number(number);
    return meant.empty() || otherwise.empty() ? meant : meant + " or " + tidied_number(otherwise);
}

} // namespace tianji
