// From what the user wrote to what runs.
#pragma once

#include "engine/scenario/scenario.hpp"
#include "engine/simulation/simulation.hpp"

#include <cstdint>

namespace tianji {

// The world and the schedule of a scenario before the first tick. The scenario outlives the simulation, whose processes
// read its rules. `replicate` >= 0.
Simulation simulation_of(Scenario const& scenario, std::int64_t replicate, int threads, Audit audit = Audit::no);

// What the model understood of the inputs, without a world. Throws InvalidInput as simulation_of() does.
Description description_of(Scenario const& scenario);

} // namespace tianji
