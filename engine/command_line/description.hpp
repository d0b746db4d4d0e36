// What a model understood of its inputs, on the terminal.
#pragma once

#include "engine/scenario/rules.hpp"

namespace tianji::command_line {

// Lines to standard output, notes to standard error.
void print_description(Description const& description);
void print_notes(Description const& description);

} // namespace tianji::command_line
