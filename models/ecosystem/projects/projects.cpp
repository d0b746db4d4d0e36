#include "models/ecosystem/projects/projects.hpp"

#include <algorithm>

namespace tianji::ecosystem {

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

} // namespace tianji::ecosystem
