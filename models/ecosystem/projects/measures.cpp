// What a run observes of projects.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/programmes/programmes.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/projects/verbs.hpp"

namespace tianji::ecosystem {

namespace {

// Of projects that have ended: kept by their programmes.
auto total_of(Column<std::int32_t> Programmes::*count)
{
    return [count](World const& world) {
        double n = 0.0;
        for (std::int32_t const of_one : (world.population<Programmes>().*count).values()) n += of_one;
        return n;
    };
}

auto running(bool of_programmes)
{
    return [of_programmes](World const& world) {
        auto const& p = world.population<Projects>();
        double n = 0.0;
        for (std::uint32_t i = 0; i < p.size(); ++i)
            n += p.is_alive(i) && p.state[i] == ProjectState::running && is_of_a_programme(p, i) == of_programmes;
        return n;
    };
}

} // namespace

// Projects of programmes only: those in flight at the start are the same whatever the policy.
void observe_projects(Builder& b)
{
    b.measure("projects_running", "1", "projects of programmes that are funded and not ended", running(true));
    b.measure("projects_verified", "1", "projects of programmes that kept their promise, since the start",
              total_of(&Programmes::verified));
    b.measure("projects_expired", "1",
              "projects of programmes that did not reach their target in time, since the start",
              total_of(&Programmes::expired));
    b.measure("projects_eliminated", "1", "lanes of programmes eliminated in a race, since the start",
              total_of(&Programmes::eliminated));
    b.measure("projects_inherited", "1", "projects running since before the start", running(false));
}

} // namespace tianji::ecosystem
