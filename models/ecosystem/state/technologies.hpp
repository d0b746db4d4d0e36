// Technologies to be mastered: a readiness level each, and what it takes to raise it.
#pragma once

#include "engine/world/population.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tianji::ecosystem {

inline constexpr std::int32_t usable_level = 8; // technology readiness at which a technology can be used
inline constexpr std::int32_t highest_level = 9;

struct Technologies : Population {
    Technologies() : Population("technologies") {}

    Column<std::uint8_t> field{*this, "field", "1", "the field it belongs to", std::uint8_t{0}};
    Column<std::int32_t> appears{*this, "appears", "tick", "tick from which it can be called", 0};
    Column<std::int32_t> start_level{*this, "start_level", "1", "readiness at the start, 1 to 9", 1};
    Column<std::int32_t> level{*this, "level", "1", "highest domestic readiness, 1 to 9", 1};
    Column<std::int32_t> target{*this, "target", "1", "readiness asked for", 1};
    Column<std::int32_t> reached_at{*this, "reached_at", "tick", "tick in which the target was reached, -1 for not yet",
                                    -1};
    Column<Flag> feasible{*this, "feasible", "1", "whether it can be done at all; nobody knows", Flag::yes};
    Column<double> quality{*this, "quality", "1", "what all approaches have in common (standard normal)", 0.0};
    Column<double> requirement{*this, "requirement", "1", "knowledge needed of each field (n_technologies, n_fields)",
                               0.0};
    Column<std::int32_t> prerequisite{*this, "prerequisite", "1", "technology it builds on, -1 for none", -1};
    Column<double> foreign_access{*this, "foreign_access", "1", "access to foreign supply of it, 0 (embargo) to 1",
                                  1.0};
    Column<std::int32_t> called_at{*this, "called_at", "tick", "tick of the last call for it, -1 for never", -1};
    Column<std::int32_t> running{*this, "running", "1", "projects on it that are awarded or running", 0};
    Column<std::int32_t> last_project{*this, "last_project", "1", "the latest project that ended on it, -1 for none",
                                      -1};
};

// What result files call it: "T1" is the first row.
std::string name_of_technology(std::uint32_t row);
std::vector<std::string> names_of(Technologies const& technologies);

} // namespace tianji::ecosystem
