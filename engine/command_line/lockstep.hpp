// Two runs made again side by side, until their states differ.
#pragma once

#include "engine/simulation/simulation.hpp"
#include "engine/world/state_difference.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace tianji {
struct Scenario;
}

namespace tianji::command_line {

// A run that is made again tick by tick.
class Replay {
public:
    virtual ~Replay() = default;
    virtual Simulation& simulation() = 0;
    virtual Scenario const& scenario() const = 0;
    // Before each step: where the run branched off, goes over to what it branched to.
    virtual void branch_if_due() = 0;
};

struct Divergence {
    std::int64_t tick = 0; // -1: before the first
    std::string process;   // after which the states differ; empty before the first tick
    StateDifference state;
};

// Compares digests from `first` ticks on, up to `last` ticks; at the first difference the tick is run once more,
// process by process. Nothing where all agree.
std::optional<Divergence> first_divergence(Replay& one, Replay& two, std::int64_t first, std::int64_t last);

} // namespace tianji::command_line
