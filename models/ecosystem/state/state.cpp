#include "models/ecosystem/state/calls.hpp"
#include "models/ecosystem/state/projects.hpp"

#include <algorithm>

namespace tianji::ecosystem {

void Organisations::place(Row<Organisations> row, Birth const& birth)
{
    kind.values()[row.index] = Kind::firm;
    std::ranges::copy(birth.skill, skill.row(row.index).begin());
    staff.values()[row.index] = birth.staff;
    own_research.values()[row.index] = birth.staff;
    share.values()[row.index] = birth.share;
    revenue.values()[row.index] = taken.values()[row.index] = birth.revenue;
    born.values()[row.index] = since.values()[row.index] = birth.tick;
    names.resize(std::max<std::size_t>(names.size(), size()));
    names[row.index] = "startup-" + std::to_string(key(row.index));
}

void Organisations::depart(std::uint32_t row, std::int64_t tick)
{
    departed.push_back({names[row], row, kind[row], standing[row], born[row], since[row], tick, public_received[row],
                        programme_received[row]});
}

void Organisations::visit_private(StateVisitor& visitor, std::string const& path)
{
    visitor.array(path + "names", names);
    visitor.field(path + "departed/name", departed, &Departed::name);
    visitor.field(path + "departed/slot", departed, &Departed::slot);
    visitor.field(path + "departed/kind", departed, &Departed::kind);
    visitor.field(path + "departed/standing", departed, &Departed::standing);
    visitor.field(path + "departed/born", departed, &Departed::born);
    visitor.field(path + "departed/since", departed, &Departed::since);
    visitor.field(path + "departed/died", departed, &Departed::died);
    visitor.field(path + "departed/public_received", departed, &Departed::public_received);
    visitor.field(path + "departed/programme_received", departed, &Departed::programme_received);
}

std::string name_of_technology(std::uint32_t row) { return "T" + std::to_string(row + 1); }

std::vector<std::string> names_of(Technologies const& technologies)
{
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < technologies.size(); ++i) names.push_back(name_of_technology(i));
    return names;
}

bool is_of_a_programme(Projects const& projects, std::uint32_t project)
{
    return projects.is_alive(project) && projects.programme[project] >= 0;
}

Money net_public_money(Projects const& projects, std::uint32_t project)
{
    Money sum;
    for (std::uint32_t f = 0; f < n_funders; ++f)
        if (is_public(static_cast<Funder>(f))) sum += projects.paid.row(project)[f] - projects.refunded.row(project)[f];
    return sum;
}

double share_of_public(std::span<Money const> paid)
{
    std::int64_t all = 0, from_public = 0;
    for (std::uint32_t i = 0; i < n_funders; ++i) {
        all += paid[i].minor;
        if (is_public(static_cast<Funder>(i))) from_public += paid[i].minor;
    }
    return all > 0 ? static_cast<double>(from_public) / static_cast<double>(all) : 0.0;
}

void Projects::place(Row<Projects> row, Birth const& birth)
{
    std::uint32_t const r = row.index;
    programme.values()[r] = birth.programme;
    technology.values()[r] = birth.technology;
    contest.values()[r] = birth.contest;
    lead.values()[r] = birth.members.front();
    std::ranges::copy(birth.members, members.row(r).begin());
    std::ranges::copy(birth.shares, shares.row(r).begin());
    owner.values()[r] = birth.owner;
    fields.values()[r] = birth.fields;
    staff.values()[r] = birth.staff;
    starts.values()[r] = birth.starts;
    deadline.values()[r] = birth.deadline;
    start_level.values()[r] = level.values()[r] = reviewed.values()[r] = birth.start_level;
    target.values()[r] = birth.target;
    quality.values()[r] = birth.quality;
    price.values()[r] = birth.price;
    cost.values()[r] = birth.cost;
    promised.row(r)[column_of(birth.source)] = birth.price;
}

Programme const& Programmes::of_project(std::uint32_t project, std::int32_t programme) const
{
    auto const era = std::ranges::upper_bound(first_projects_, project) - first_projects_.begin();
    return terms.in_era(static_cast<std::size_t>(era), static_cast<std::size_t>(programme));
}

// Under a policy that was not there when the state was saved, a new era begins with the next project.
void Programmes::visit_private(StateVisitor& visitor, std::string const& path)
{
    visitor.array(path + "first_projects", first_projects_);
    if (visitor.is_loading()) first_projects_.resize(terms.eras() - 1, projects_->size());
}

void Calls::place(Row<Calls> row, Birth const& birth)
{
    programme.values()[row.index] = birth.programme;
    technology.values()[row.index] = birth.technology;
    owner.values()[row.index] = birth.owner;
    decides.values()[row.index] = birth.decides;
    target.values()[row.index] = birth.target;
}

} // namespace tianji::ecosystem
