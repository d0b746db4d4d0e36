// Words in columns, for a terminal.
#pragma once

#include <string>
#include <vector>

namespace tianji {

// A line per row: the first column flush left, the others flush right, two spaces between. All rows are equally long.
// Every character counts as one column wide, which is right for all that is printed here except wide scripts.
std::vector<std::string> in_columns(std::vector<std::vector<std::string>> const& rows);

} // namespace tianji
