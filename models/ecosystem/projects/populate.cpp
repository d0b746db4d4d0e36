// The projects in flight at the start of a run.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/projects/verbs.hpp"
#include "models/ecosystem/technologies/technologies.hpp"

#include <algorithm>

namespace tianji::ecosystem {

// Those in flight, with what remains of their money and of their time.
void make_projects(Builder& b, Founding const& founding, std::vector<MaybeRow<Technologies>> const& topic_of_project,
                   double cost_per_tick, std::size_t eras)
{
    World& world = b.world();
    Organisations const& o = world.population<Organisations>();
    Technologies& t = world.population<Technologies>();
    std::size_t team = 8, running = 0;
    for (FoundingProject const& project : founding.projects) {
        team = std::max(team, project.members.size());
        running += is_running(project);
    }
    Projects& p = world.add_population<Projects>(eras);
    p.members.set_width(static_cast<std::uint32_t>(team));
    p.shares.set_width(static_cast<std::uint32_t>(team));
    p.populate(static_cast<std::uint32_t>(running));
    std::uint32_t row = 0;
    for (std::size_t i = 0; i < founding.projects.size(); ++i) {
        FoundingProject const& project = founding.projects[i];
        if (!is_running(project)) continue;
        Projects::Birth birth{.technology = topic_of_project[i],
                              .shares = project.shares,
                              .staff = staff_of(project, cost_per_tick),
                              .deadline = static_cast<std::int32_t>(project.ends)};
        for (std::uint32_t member : project.members) birth.members.push_back(id_of(o, Row<Organisations>{member}));
        for (std::uint32_t field : project.fields) birth.fields |= 1u << field;
        birth.price = birth.cost =
            share_of(project.contribution, static_cast<double>(project.ends + 1) / life_of(project));
        if (birth.technology) {
            std::uint32_t const topic = (*birth.technology).index;
            birth.start_level = t.start_level[topic];
            birth.target = t.target[topic];
            birth.quality = b.luck("approach in flight", i).normal();
            ++t.running.values()[topic];
        }
        p.place(Row<Projects>{row}, birth);
        p.state.values()[row++] = ProjectState::running;
    }
}

} // namespace tianji::ecosystem
