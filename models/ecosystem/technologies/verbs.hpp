// What the room of technologies adds to a run.
#pragma once

#include "engine/world/ids.hpp"
#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/technologies/rules.hpp"

#include <vector>

namespace tianji {
class Builder;
}

namespace tianji::ecosystem {

struct Technologies;

// Returns the technology that each founding project works on, or none.
std::vector<MaybeRow<Technologies>> make_technologies(Builder& b, TechnologyRule const& rule,
                                                      ResearchRule const& research, Founding const& founding);

void observe_technologies(Builder& b, Founding const& founding);

} // namespace tianji::ecosystem
