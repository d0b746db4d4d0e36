// What a simulation reports about itself while it runs. Observers never change anything.
#pragma once

#include <cstdint>
#include <string_view>

namespace tianji {

class World;

class Observer {
public:
    virtual ~Observer() = default;
    virtual void begin(World const&) {}
    // After each tick; the clock still shows the tick that was run.
    virtual void observe(World const&) {}
    // With --audit: after each process, in every round.
    virtual void audited(World const&, std::string_view /*process*/, std::uint64_t /*digest*/) {}
    virtual void end(World const&) {}
    // True ends the run after this tick.
    virtual bool wants_to_stop() const { return false; }
};

} // namespace tianji
