#include "engine/scenario/plain_text.hpp"

#include "engine/base/look_alikes.hpp"
#include "engine/scenario/node.hpp"
#include "engine/scenario/scalar.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tianji {

namespace {

// Where the comment or quoted text that starts at `at` ends; `at` itself where none starts there.
std::size_t end_of_skipped(std::string_view text, std::size_t at)
{
    bool const after_blank = at == 0 || text[at - 1] == ' ' || text[at - 1] == '\n';
    if (text[at] == '#' && after_blank) return std::min(text.find('\n', at), text.size());
    if ((text[at] != '\'' && text[at] != '"') || !may_start_value(text, at)) return at;
    return at + quoted_length(text.substr(at)).value_or(0);
}

bool stands_alone(std::string_view text, std::size_t at)
{
    std::size_t const line = text.rfind('\n', at) + 1; // npos + 1 is 0
    return text.substr(line, at - line).find_first_not_of(' ') == std::string_view::npos;
}

// A key has its ':' already.
bool has_colon_before(std::string_view text, std::size_t at)
{
    std::size_t const entry = text.substr(0, at).find_last_of("\n{[,") + 1;
    return text.substr(entry, at - entry).find(':') != std::string_view::npos;
}

bool stands_as(char sign, std::string_view text, std::size_t at, bool in_brackets)
{
    switch (sign) {
    case ':':
        return !has_colon_before(text, at);
    case ',':
    case ']':
    case '}':
        return in_brackets;
    case '#':
        return at == 0 || text[at - 1] == ' ' || text[at - 1] == '\n';
    case '-':
        return stands_alone(text, at);
    case '[':
    case '{':
    case '"':
    case '\'':
    case '|':
    case '>':
        return may_start_value(text, at);
    default:
        return false;
    }
}

std::string what_to_write(LookAlike const& one)
{
    if (one.meant == " ") return "write an ordinary blank, or put the text in quotes";
    if (one.meant.empty()) return "delete it, or put the text in quotes";
    bool const blank_follows = one.meant == ":" || one.meant == "," || one.meant == "-";
    return fmt::format("write {}{}{}, or put the text in quotes", one.meant == "'" ? '"' : '\'',
                       std::string(one.meant) + (blank_follows ? " " : ""), one.meant == "'" ? '"' : '\'');
}

Problem problem_with(LookAlike const& one, Location where)
{
    std::string const why = one.is_visible()   ? "YAML reads it as text"
                            : one.meant == " " ? "it looks like a blank, and YAML reads it as text"
                                               : "it cannot be seen, and YAML reads it as text";
    return problem_at(std::move(where), to_string(one), why, what_to_write(one));
}

template <class Wanted>
std::optional<Problem> first(Source const& source, Stretch where, Wanted wanted)
{
    std::string_view const text = source.text();
    std::size_t const end = std::min(where.to, text.size());
    for (std::size_t at = where.from; at < end;) {
        if (std::size_t const skipped = end_of_skipped(text, at); skipped > at) {
            at = skipped;
            continue;
        }
        if (static_cast<unsigned char>(text[at]) >= 0x80) {
            auto const found = first_look_alike(text.substr(at, 3)); // none is longer
            if (found && found->offset == 0 && wanted(found->what, at))
                return problem_with(found->what, source.locate(at));
        }
        ++at;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::size_t> quoted_length(std::string_view text)
{
    char const quote = text[0];
    for (std::size_t i = 1; i < text.size() && text[i] != '\n'; ++i) {
        if (quote == '"' && text[i] == '\\') {
            ++i;
        } else if (text[i] == quote) {
            if (quote == '"' || i + 1 == text.size() || text[i + 1] != quote) return i + 1;
            ++i; // '' is a quote inside the text
        }
    }
    return std::nullopt;
}

bool may_start_value(std::string_view text, std::size_t at)
{
    std::size_t const before = text.substr(0, at).find_last_not_of(' ');
    return before == text.npos || std::string_view("\n:-,[{").find(text[before]) != std::string_view::npos;
}

std::optional<Problem> invisible_character(Source const& source, Stretch where)
{
    return first(source, where, [](LookAlike const& one, std::size_t) { return !one.is_visible(); });
}

std::optional<Problem> misread_character(Source const& source, Stretch where)
{
    return first(source, where, [&](LookAlike const& one, std::size_t at) {
        return !one.is_visible() || stands_as(one.meant[0], source.text(), at, where.in_brackets);
    });
}

std::optional<Problem> decimal_comma(Source const& source, std::size_t offset, bool is_key)
{
    constexpr std::string_view digits = "0123456789";
    std::string_view const text = source.text();
    if (offset < 2 || text[offset - 1] != ',') return std::nullopt;
    std::size_t const end = std::min(text.find_first_not_of(digits, offset), text.size());
    std::size_t const next = std::min(text.find_first_not_of(' ', end), text.size());
    if (end == offset || next == text.size() || std::string_view(",]}").find(text[next]) == std::string_view::npos)
        return std::nullopt;
    std::size_t start = text.find_last_not_of(digits, offset - 2) + 1;
    if (start == offset - 1) return std::nullopt;
    if (text[start - 1] == '-') --start;
    bool const after_key = text.substr(0, start).ends_with(": ");
    bool const no_number = text[offset] == '0' && end > offset + 1; // [0,5] may be two numbers, [0,05] is not
    if (is_key ? !after_key : !no_number) return std::nullopt;
    Node whole;
    whole.text = text.substr(start, end - start);
    return problem_at(source.locate(start), fmt::format("'{}' is not one value", whole.text),
                      "a ',' ends a value; decimals are written with a point", read_number(whole).suggestion);
}

} // namespace tianji
