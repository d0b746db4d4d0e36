// Where two states differ first, in words a modeller knows.
#pragma once

#include "engine/world/state.hpp"

#include <optional>
#include <string>

namespace tianji {

struct StateDifference {
    std::string place;    // "population consumers, column adopted, agent in slot 3 (key 3)"
    std::string one, two; // the values there; empty where one state has none
};

// In the order in which the world names its arrays, then by row. Nothing where the states are the same.
std::optional<StateDifference> first_difference(SavedState const& one, SavedState const& two);

} // namespace tianji
