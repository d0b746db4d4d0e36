// Characters that look like those of YAML, or like a blank, or like nothing at all, and are others. Input methods and
// word processors put them where nobody sees the difference.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tianji {

struct LookAlike {
    char32_t character = 0;
    std::string_view name;  // with its article: "a full-width colon"
    std::string_view meant; // what it looks like: ":", " ", or nothing

    bool is_visible() const { return !meant.empty() && meant != " "; }
};

struct FoundLookAlike {
    LookAlike what;
    std::size_t offset = 0; // [byte] in the text looked at
};

// The first of all, and the first that cannot be seen.
std::optional<FoundLookAlike> first_look_alike(std::string_view text);
std::optional<FoundLookAlike> first_invisible(std::string_view text);

// "a full-width colon '：' (U+FF1A)", "a zero-width space (U+200B)".
std::string to_string(LookAlike const& one);

// For a message about a text that holds one: "'：' is a full-width colon, U+FF1A; write ':'", "it holds a zero-width
// space, U+200B"; empty if it holds none.
std::string look_alike_in(std::string_view text);

} // namespace tianji
