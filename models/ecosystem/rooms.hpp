// The rooms of the model: a subject each, with the state, the verbs and the measures that belong to it.
#pragma once

#include "engine/world/ids.hpp"
#include "models/ecosystem/ecosystem_rules.hpp"

#include <string_view>
#include <vector>

namespace tianji {
class Builder;
}

namespace tianji::ecosystem {

struct Technologies;

// What rooms need to know of the start of a run.
struct Start {
    Founding const& founding;
    double cost_per_tick = 0.0;                           // of one researcher [cent]
    std::vector<MaybeRow<Technologies>> topic_of_project; // the technology of each founding project, or none
};

// A room that a scenario does not use is not populated and not observed: it adds no rows, no columns and no key to the
// result file. Its verbs stand in ecosystem.cpp, which alone decides their order.
struct Room {
    std::string_view name;
    bool (*is_used)(EcosystemRules const&);
    void (*populate)(Builder&, EcosystemRules const&, Start&);
    void (*observe)(Builder&, Founding const&);
};

// In the order in which they are populated; a room may look at those before it.
std::vector<Room> const& rooms();

// Makes the state at the start of a run; what it was made from is kept by the world.
Founding const& populate(Builder& b, EcosystemRules const& rules);
// Declares measures, tables' lists and invariants of all rooms in use.
void observe(Builder& b, EcosystemRules const& rules, Founding const& founding);

} // namespace tianji::ecosystem
