#include "models/ecosystem/technologies/technologies.hpp"

namespace tianji::ecosystem {

std::string name_of_technology(std::uint32_t row) { return "T" + std::to_string(row + 1); }

std::vector<std::string> names_of(Technologies const& technologies)
{
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < technologies.size(); ++i) names.push_back(name_of_technology(i));
    return names;
}

} // namespace tianji::ecosystem
