// Projects begin to work: their members become tied to each other, or the ties they have grow stronger.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/projects/verbs.hpp"
#include "models/ecosystem/words/events.hpp"

namespace tianji::ecosystem {

namespace {

struct StartProjects {
    Now now;
    OpenProjects projects;
    Everyone<Organisations> organisations;
    Network<Organisations> network;
    Read<&Projects::state> state;
    Read<&Projects::programme> programme;
    Read<&Projects::starts> starts;
    Read<&Projects::members> members;
    Read<&Organisations::since> since;
    Ties<Organisations> ties;

    void operator()(Once const& once) const
    {
        for (Row<Projects> project : projects)
            if (state[project] == ProjectState::running && programme[project] && starts[project] == now.tick())
                tie_members(once, present(members.row(project)));
    }

    void tie_members(Once const& once, std::span<AgentId<Organisations> const> team) const
    {
        for (std::size_t i = 0; i < team.size(); ++i)
            for (std::size_t j = i + 1; j < team.size(); ++j) {
                if (!organisations.is_current(team[i]) || !organisations.is_current(team[j])) continue;
                Row<Organisations> const a{team[i].slot}, b{team[j].slot};
                ties.add(once.as(a), b, 0, 1.0F, code(mechanism(a, b)));
            }
    }

    // How a tie comes about: as in the tables of the Dutch network.
    Reason mechanism(Row<Organisations> a, Row<Organisations> b) const
    {
        if (network.graph().has_tie(a.index, b.index)) return Reason::repeat;
        if (is_newcomer(a) || is_newcomer(b)) return Reason::newcomer;
        auto const of_a = network.graph().neighbours(a.index), of_b = network.graph().neighbours(b.index);
        for (std::size_t i = 0, j = 0; i < of_a.size() && j < of_b.size();) {
            if (of_a[i] == of_b[j]) return Reason::closure;
            of_a[i] < of_b[j] ? ++i : ++j;
        }
        return Reason::farther;
    }

    // Its first win is not yet followed by a start: nobody has worked with it.
    bool is_newcomer(Row<Organisations> row) const { return since[row] >= 0 && network.neighbours(row).empty(); }
};

} // namespace

void start_projects(Builder& b) { b.once<StartProjects>("start_projects"); }

} // namespace tianji::ecosystem
