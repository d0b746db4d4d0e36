// Where the user wrote a value, for problems that are found when the world is built.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace tianji {

struct Scenario;

// "FILE:LINE" or "--set" of the value at a path of keys, or of the first one below it; the file of the scenario if
// nobody wrote it.
std::string origin_of(Scenario const& scenario, std::initializer_list<std::string_view> path);

} // namespace tianji
