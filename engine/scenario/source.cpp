#include "engine/scenario/source.hpp"

#include "engine/base/text.hpp"
#include "engine/scenario/node.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tianji {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string with_plain_line_ends(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i)
        if (bytes[i] != '\r' || i + 1 == bytes.size() || bytes[i + 1] != '\n') text += bytes[i];
    return text;
}

constexpr std::size_t block = 256; // [byte] one long line must not make each location a walk from its start

bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F; }

} // namespace

Source::Source(std::string_view bytes, std::string file) : file_(std::move(file))
{
    if (bytes.size() > largest_source)
        throw InvalidInput(problem_at({file_, 0, 0}, fmt::format("is {} bytes long", bytes.size()),
                                      fmt::format("at most {} are read; tables belong in CSV files", largest_source)));
    if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
    text_ = with_plain_line_ends(bytes);
    line_starts_.push_back(0);
    for (std::size_t i = 0; i < text_.size(); ++i)
        if (text_[i] == '\n') line_starts_.push_back(i + 1);
    count_blocks();
    refuse_bad_bytes();
    refuse_bad_lines();
}

void Source::count_blocks()
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < text_.size(); ++i) {
        if (i % block == 0) characters_before_.push_back(count);
        count += starts_character(text_[i]);
    }
    characters_before_.push_back(count);
}

std::size_t Source::characters_before(std::size_t offset) const
{
    std::size_t const first = offset / block * block;
    auto const begin = text_.begin() + static_cast<std::ptrdiff_t>(first);
    auto const end = text_.begin() + static_cast<std::ptrdiff_t>(offset);
    return characters_before_[offset / block] + static_cast<std::size_t>(std::count_if(begin, end, starts_character));
}

void Source::refuse_bad_bytes() const
{
    if (auto const at = first_invalid_utf8(text_))
        refuse(*at, fmt::format("byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(text_[*at])),
               "scenarios are UTF-8 text; save the file in that encoding");
    auto const found = std::find_if(text_.begin(), text_.end(), is_control);
    if (found == text_.end()) return;
    auto const at = static_cast<std::size_t>(found - text_.begin());
    if (*found == '\0') refuse(at, "a NUL character", "this is no text file");
    refuse(at, fmt::format("the control character 0x{:02X}", static_cast<unsigned char>(*found)),
           *found == '\r' ? "lines end with LF or CR LF" : "only printable text is read");
}

void Source::refuse_bad_lines() const
{
    bool empty = true;
    for (std::size_t const start : line_starts_) {
        std::string_view const line = line_at(start);
        std::size_t const first = line.find_first_not_of(" \t");
        if (first == line.npos || line[first] == '#') continue;
        empty = false;
        if (std::size_t const tab = line.substr(0, first).find('\t'); tab != line.npos)
            refuse(start + tab, "a tab in the indentation",
                   "editors show tabs in different widths; indent with spaces");
        if (line[0] == '%') refuse(start, "a line that begins with '%'", "YAML directives are not read");
    }
    if (empty) throw InvalidInput(problem_at({file_, 0, 0}, "is empty", "nothing but blanks and comments"));
}

Location Source::locate(std::size_t offset) const
{
    offset = std::min(offset, text_.size());
    auto const after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    std::size_t const start = *(after - 1);
    std::size_t const column = characters_before(offset) - characters_before(start) + 1;
    return {file_, static_cast<int>(after - line_starts_.begin()), static_cast<int>(column)};
}

std::string_view Source::line_at(std::size_t offset) const
{
    offset = std::min(offset, text_.size());
    auto const after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    std::string_view const rest = std::string_view(text_).substr(*(after - 1));
    return rest.substr(0, rest.find('\n'));
}

void Source::refuse(std::size_t offset, std::string problem, std::string why, std::string suggestion) const
{
    throw InvalidInput(problem_at(locate(offset), std::move(problem), std::move(why), std::move(suggestion)));
}

} // namespace tianji
