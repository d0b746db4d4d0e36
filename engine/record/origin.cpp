#include "engine/record/origin.hpp"

#include "engine/scenario/scalar.hpp"
#include "engine/scenario/scenario.hpp"

namespace tianji {

// The resolved text knows the origin of each value; a level of keys is two blanks.
std::string origin_of(Scenario const& scenario, std::initializer_list<std::string_view> path)
{
    auto wanted = path.begin();
    std::size_t depth = 0; // keys of the path that were found
    for (ResolvedLine const& line : scenario.resolved_lines) {
        std::string_view const text = line.yaml;
        std::size_t const indent = std::min(text.find_first_not_of(' '), text.size());
        if (indent < 2 * depth && wanted == path.end()) break;
        bool const is_next =
            wanted != path.end() && indent == 2 * depth && text.substr(indent).starts_with(quoted_text(*wanted) + ":");
        if (is_next) {
            ++wanted;
            ++depth;
        }
        if (wanted == path.end() && !line.origin.empty() && line.origin != "default") return line.origin;
    }
    return scenario.path.string();
}

} // namespace tianji
