#include "models/ecosystem/projects/projects.hpp"

#include <algorithm>

namespace tianji::ecosystem {

bool is_of_a_programme(Projects const& projects, std::uint32_t project)
{
    return projects.is_alive(project) && projects.programme[project];
}

Money net_public_money(std::span<Money const> paid, std::span<Money const> refunded)
{
    Money sum;
    for (std::uint32_t f = 0; f < n_funders; ++f)
        if (is_public(static_cast<Funder>(f))) sum += paid[f] - refunded[f];
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
    number.values()[r] = next_number_++;
    in_order_.push_back(id_of(*this, row));
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

std::size_t Projects::era_of(std::uint32_t row) const
{
    return static_cast<std::size_t>(std::ranges::upper_bound(first_numbers_, number[row]) - first_numbers_.begin());
}

void Projects::depart(std::uint32_t, std::int64_t)
{
    if (++n_gone_ * 2 < in_order_.size()) return;
    // The one that departs is still there: it is left for the next time.
    std::erase_if(in_order_, [&](AgentId<Projects> id) { return !is_current(*this, id); });
    n_gone_ = 1;
}

void Projects::visit_private(StateVisitor& visitor, std::string const& path)
{
    visitor.value(path + "next_number", next_number_);
    visitor.array(path + "first_numbers", first_numbers_);
    if (!visitor.is_loading()) return;
    // Under a policy that was not there when the state was saved, a new era begins with the next award.
    first_numbers_.resize(eras_ - 1, next_number_);
    in_order_.clear();
    n_gone_ = 0;
    for (std::uint32_t row = 0; row < size(); ++row)
        if (is_alive(row)) in_order_.push_back(id_of(*this, Row<Projects>{row}));
    std::ranges::sort(in_order_, {}, [&](AgentId<Projects> id) { return number[id.slot]; });
}

} // namespace tianji::ecosystem
