// What a run observes of projects.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/projects/verbs.hpp"

namespace tianji::ecosystem {

// Projects of programmes only: those in flight at the start are the same whatever the policy.
void observe_projects(Builder& b)
{
    Projects const& p = b.world().population<Projects>();
    auto const count = [&p](ProjectState wanted) {
        return [&p, wanted](World const&) {
            double n = 0.0;
            for (std::uint32_t i = 0; i < p.size(); ++i) n += is_of_a_programme(p, i) && p.state[i] == wanted;
            return n;
        };
    };
    b.measure("projects_running", "1", "projects of programmes that are funded and not ended",
              count(ProjectState::running));
    b.measure("projects_verified", "1", "projects of programmes that kept their promise, since the start",
              count(ProjectState::verified));
    b.measure("projects_expired", "1",
              "projects of programmes that did not reach their target in time, since the start",
              count(ProjectState::expired));
    b.measure("projects_eliminated", "1", "lanes of programmes eliminated in a race, since the start",
              count(ProjectState::eliminated));
    b.measure("projects_inherited", "1", "projects running since before the start", [&p](World const&) {
        double n = 0.0;
        for (std::uint32_t i = 0; i < p.size(); ++i)
            n += p.is_alive(i) && p.programme[i] < 0 && p.state[i] == ProjectState::running;
        return n;
    });
}

} // namespace tianji::ecosystem
