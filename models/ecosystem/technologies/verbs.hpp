// What the room of technologies adds to a run.
#pragma once

#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/technologies/rules.hpp"

#include <cstdint>
#include <vector>

namespace tianji {
class Builder;
}

namespace tianji::ecosystem {

// Returns the technology that each founding project works on, -1 for none.
std::vector<std::int32_t> make_technologies(Builder& b, TechnologyRule const& rule, ResearchRule const& research,
                                            Founding const& founding);

void observe_technologies(Builder& b, Founding const& founding);

} // namespace tianji::ecosystem
