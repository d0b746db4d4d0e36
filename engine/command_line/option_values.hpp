// What may stand behind an option, checked before it is read.
#pragma once

#include <cstdint>

namespace CLI {
class Validator;
}

namespace tianji::command_line {

// Decimal, whatever zeros it begins with: `seq -w` writes 010, which C would read as 8.
CLI::Validator whole_number(std::int64_t low, std::int64_t high);

CLI::Validator seconds(double low, double high);

// Not empty: what a script writes where a variable is not set.
CLI::Validator file_name();

} // namespace tianji::command_line
