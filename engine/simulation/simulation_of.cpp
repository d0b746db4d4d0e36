#include "engine/simulation/simulation_of.hpp"

#include <utility>

namespace tianji {

Simulation simulation_of(Scenario const& scenario, std::int64_t replicate, int threads, Audit audit)
{
    CalendarSettings const& calendar = scenario.header.calendar;
    Builder builder(Clock{calendar.start, calendar.tick}, calendar.ticks,
                    static_cast<std::uint64_t>(scenario.header.seed), static_cast<std::uint64_t>(replicate));
    scenario.rules->build(builder);
    return Simulation(std::move(builder), threads, audit);
}

} // namespace tianji
