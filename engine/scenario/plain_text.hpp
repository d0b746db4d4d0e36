// What of a YAML text stands neither in quotes nor in a comment, and the characters in it that only look like YAML's.
#pragma once

#include "engine/base/message.hpp"
#include "engine/scenario/source.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace tianji {

// The length of a quoted text that starts here, with both quotes; none if it does not end on its line.
std::optional<std::size_t> quoted_length(std::string_view text);

// Whether what stands at `at` can be the first character of a key or a value.
bool may_start_value(std::string_view text, std::size_t at);

// A part of a text, in bytes.
struct Stretch {
    std::size_t from = 0, to = 0;
    bool in_brackets = false; // between '{' and '}' or '[' and ']'
};

// The first character there that cannot be seen or looks like a blank.
std::optional<Problem> invisible_character(Source const& source, Stretch where);

// The first character there that is one of those or stands where YAML's own would: '：' after a key, '｛' before a map.
// For a text that cannot be read: where it can, such characters are text.
std::optional<Problem> misread_character(Source const& source, Stretch where);

// Between brackets a ',' ends a value, so that {a: 0,03} has the key 03 and [0,03] two items: the number that was
// meant, where such a key or item starts at `offset`.
std::optional<Problem> decimal_comma(Source const& source, std::size_t offset, bool is_key);

} // namespace tianji
