// How a number is written, and what was meant by one that is written in another way.
#pragma once

#include <string>
#include <string_view>

namespace tianji {

// The grammar: -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
bool is_number(std::string_view text);

// With the characters that were meant by those that look like them.
std::string with_plain_characters(std::string_view text);

// What somebody meant who wrote 010, 1_000, .5, 5., +3, 0x1F, 30%, 0,03 or full-width digits; empty if nobody knows.
std::string meant_number(std::string_view written);

} // namespace tianji
