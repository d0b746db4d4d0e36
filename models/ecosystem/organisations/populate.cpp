// The organisations at the start of a run, and the ties between them.
#include "engine/base/elementary.hpp"
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/organisations/verbs.hpp"

#include <algorithm>

namespace tianji::ecosystem {

namespace {

// k = 1 − e^(−n/2), n the projects in a field so far; projects of several fields count in parts.
void set_skills(Organisations& o, Founding const& founding)
{
    for (FoundingProject const& project : founding.projects)
        for (std::uint32_t member : project.members)
            for (std::uint32_t field : project.fields)
                o.skill.row(member)[field] += 1.0 / static_cast<double>(project.fields.size());
    for (double& k : o.skill.values()) k = 1.0 - exp(-k / 2.0);
}

// Latent organisations know something, too: a field drawn by luck, as after one project.
void set_latent_skills(Builder const& b, Organisations& o, std::size_t fields)
{
    for (std::uint32_t row = 0; row < o.size(); ++row)
        if (o.standing[row] == Standing::latent)
            o.skill.row(row)[b.luck("latent skill", row).below(fields)] = 1.0 - exp(-0.5);
}

void set_staff(Organisations& o, double utilisation, Founding const& founding, double cost_per_tick)
{
    auto const booked = o.booked.values();
    for (FoundingProject const& project : founding.projects)
        if (is_running(project))
            for (std::size_t i = 0; i < project.members.size(); ++i)
                booked[project.members[i]] += staff_of(project, cost_per_tick) * project.shares[i];
    for (std::uint32_t row = 0; row < o.size(); ++row) {
        double const staff = std::max(1.0, booked[row] / utilisation);
        o.staff.values()[row] = staff;
        o.own_research.values()[row] = staff - booked[row];
    }
}

} // namespace

void make_organisations(Builder& b, double utilisation, Founding const& founding, double cost_per_tick)
{
    Organisations& o = b.world().add_population<Organisations>();
    o.skill.set_width(static_cast<std::uint32_t>(founding.fields.size()));
    o.populate(static_cast<std::uint32_t>(founding.organisations.size()));
    for (std::uint32_t row = 0; row < o.size(); ++row) {
        o.kind.values()[row] = founding.organisations[row].kind;
        o.standing.values()[row] = founding.organisations[row].standing;
        o.names.push_back(founding.organisations[row].name);
    }
    set_skills(o, founding);
    set_latent_skills(b, o, founding.fields.size());
    set_staff(o, utilisation, founding, cost_per_tick);
}

void make_ties(Builder& b, Founding const& founding)
{
    std::vector<Tie> ties;
    for (FoundingProject const& project : founding.projects)
        for (std::size_t i = 0; i < project.members.size(); ++i)
            for (std::size_t j = i + 1; j < project.members.size(); ++j)
                ties.push_back(
                    {project.members[i], project.members[j], 1.0F, static_cast<std::int32_t>(project.starts), 0});
    b.network<Organisations>({CollaborationGraph::Form::editable, founding.organisations.size(), ties});
}

} // namespace tianji::ecosystem
