#include "engine/simulation/simulation_of.hpp"

#include <utility>

namespace tianji {

namespace {

Builder builder_of(Scenario const& scenario, std::int64_t replicate)
{
    CalendarSettings const& calendar = scenario.header.calendar;
    return {Clock{calendar.start, calendar.tick}, calendar.ticks, static_cast<std::uint64_t>(scenario.header.seed),
            static_cast<std::uint64_t>(replicate)};
}

// What a model refuses without a place concerns the scenario as a whole.
[[noreturn]] void refuse_with_place(InvalidInput const& error, Scenario const& scenario)
{
    std::vector<Problem> problems = error.problems();
    for (Problem& one : problems)
        if (one.where.file.empty()) one.where.file = scenario.path.string();
    throw InvalidInput(std::move(problems));
}

} // namespace

Simulation simulation_of(Scenario const& scenario, std::int64_t replicate, int threads, Audit audit)
{
    Builder builder = builder_of(scenario, replicate);
    try {
        scenario.rules->build(builder);
    } catch (InvalidInput const& error) {
        refuse_with_place(error, scenario);
    }
    return Simulation(std::move(builder), threads, audit);
}

Description description_of(Scenario const& scenario)
{
    try {
        return scenario.rules->describe(builder_of(scenario, 0));
    } catch (InvalidInput const& error) {
        refuse_with_place(error, scenario);
    }
}

} // namespace tianji
