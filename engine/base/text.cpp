#include "engine/base/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace tianji {

namespace {

constexpr char32_t replacement = 0xFFFD;

struct Decoded {
    char32_t character = replacement;
    std::size_t length = 0; // [byte]; 0: not valid UTF-8
};

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

Decoded decode(std::string_view bytes)
{
    auto const first = static_cast<unsigned char>(bytes[0]);
    if (first < 0x80) return {first, 1};
    std::size_t const length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || bytes.size() < length) return {};
    char32_t character = first & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(bytes[i])) return {};
        character = (character << 6) | (static_cast<unsigned char>(bytes[i]) & 0x3Fu);
    }
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    bool const surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (character < smallest[length] || character > 0x10FFFF || surrogate) return {};
    return {character, length};
}

// Case and the kind of separator are not what a misspelling is about.
std::u32string folded(std::string_view word)
{
    std::u32string result = characters(word);
    for (char32_t& c : result) {
        if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
        if (c == U'-' || c == U' ') c = U'_';
    }
    return result;
}

std::size_t distance(std::u32string_view a, std::u32string_view b)
{
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> above(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(above);
        above.swap(row);
    }
    return above[b.size()];
}

// A word of one character is like any other; a longer one may have one edit in three characters, but at least one.
std::size_t forgiven(std::size_t length) { return length < 2 ? 0 : std::max<std::size_t>(1, length / 3); }

std::optional<std::string> only_one_starting_with(std::u32string const& word, std::span<std::string const> candidates)
{
    if (word.size() < 2) return std::nullopt;
    std::optional<std::string> found;
    for (std::string const& candidate : candidates) {
        if (!folded(candidate).starts_with(word)) continue;
        if (found) return std::nullopt;
        found = candidate;
    }
    return found;
}

} // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view bytes)
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        std::size_t const length = decode(bytes.substr(at)).length;
        if (length == 0) return at;
        at += length;
    }
    return std::nullopt;
}

std::u32string characters(std::string_view text)
{
    std::u32string result;
    while (!text.empty()) {
        Decoded const next = decode(text);
        result += next.character;
        text.remove_prefix(std::max<std::size_t>(1, next.length));
    }
    return result;
}

std::size_t count_characters(std::string_view text) { return characters(text).size(); }

std::string to_utf8(std::u32string_view characters)
{
    std::string bytes;
    for (char32_t const c : characters) {
        if (c < 0x80) {
            bytes += static_cast<char>(c);
        } else if (c < 0x800) {
            bytes += static_cast<char>(0xC0 | (c >> 6));
            bytes += static_cast<char>(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            bytes += static_cast<char>(0xE0 | (c >> 12));
            bytes += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
            bytes += static_cast<char>(0x80 | (c & 0x3F));
        } else {
            bytes += static_cast<char>(0xF0 | (c >> 18));
            bytes += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
            bytes += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
            bytes += static_cast<char>(0x80 | (c & 0x3F));
        }
    }
    return bytes;
}

std::size_t edit_distance(std::string_view a, std::string_view b) { return distance(characters(a), characters(b)); }

std::optional<std::string> nearest(std::string_view word, std::span<std::string const> candidates)
{
    constexpr std::size_t longest = 200; // [character] nobody misspells a longer word; keeps the table small
    std::u32string const meant = folded(word.substr(0, 4 * longest));
    std::optional<std::string> best;
    std::size_t smallest = 0;
    for (std::string const& candidate : candidates) {
        std::u32string const offered = folded(candidate);
        std::size_t const edits = distance(meant, offered);
        if (edits > forgiven(std::max(meant.size(), offered.size())) || (best && edits >= smallest)) continue;
        best = candidate;
        smallest = edits;
    }
    return best ? best : only_one_starting_with(meant, candidates);
}

std::string did_you_mean(std::string_view word, std::span<std::string const> candidates)
{
    auto const found = nearest(word, candidates);
    return found ? "did you mean '" + *found + "'" : std::string();
}

std::string csv_cell(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (char const c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + '"';
}

std::string plural(std::size_t number, std::string_view word)
{
    return std::to_string(number) + ' ' + std::string(word) + (number == 1 ? "" : "s");
}

std::string joined(std::span<std::string const> words, std::string_view separator)
{
    std::string text;
    for (std::string const& word : words) {
        if (!text.empty()) text += separator;
        text += word;
    }
    return text;
}

} // namespace tianji
