// The text of a YAML document before it is parsed: cleaned of what editors add, refused if it holds what no scenario
// needs.
#pragma once

#include "engine/base/message.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tianji {

inline constexpr std::size_t largest_source = 4'000'000; // [byte] agent tables belong in CSV files

class Source {
public:
    // Drops a byte-order mark and turns CR LF into LF. Throws InvalidInput for text that is too long, empty or not
    // UTF-8, for control characters, tabs in the indentation and % directives.
    Source(std::string_view bytes, std::string file);

    std::string const& text() const { return text_; }
    std::string const& file() const { return file_; }

    // Of a byte offset in text().
    Location locate(std::size_t offset) const;
    // The line an offset stands on, without its end.
    std::string_view line_at(std::size_t offset) const;

private:
    void count_blocks();
    std::size_t characters_before(std::size_t offset) const;
    void refuse_bad_bytes() const;
    void refuse_bad_lines() const;
    [[noreturn]] void refuse(std::size_t offset, std::string problem, std::string why,
                             std::string suggestion = {}) const;

    std::string text_;
    std::string file_;
    std::vector<std::size_t> line_starts_;
    std::vector<std::size_t> characters_before_; // of each block of bytes
};

} // namespace tianji
