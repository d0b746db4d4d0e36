#include "engine/command_line/description.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace tianji::command_line {

void print_notes(Description const& description)
{
    for (Problem const& note : description.notes) fmt::print(stderr, "note: {}\n", to_string(note));
}

void print_description(Description const& description)
{
    for (std::string const& line : description.lines) fmt::print("  {}\n", line);
    std::fflush(stdout); // notes come after the lines where both go to one place
    print_notes(description);
}

} // namespace tianji::command_line
