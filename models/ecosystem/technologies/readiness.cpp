#include "models/ecosystem/technologies/readiness.hpp"

namespace tianji::ecosystem {

namespace {

std::uint64_t pair_of(std::uint32_t slot, Row<Technologies> technology)
{
    return std::uint64_t{slot} << 32 | technology.index;
}

} // namespace

void Readiness::place(Row<Readiness> row, Birth const& birth)
{
    organisation.values()[row.index] = birth.organisation;
    technology.values()[row.index] = birth.technology;
    level.values()[row.index] = birth.level;
    row_of_pair_.insert_or_assign(pair_of(birth.organisation.slot, birth.technology), row.index);
}

// Later rows are of later organisations in the same slot.
void Readiness::visit_private(StateVisitor& visitor, std::string const&)
{
    if (!visitor.is_loading()) return;
    row_of_pair_.clear();
    for (std::uint32_t row = 0; row < size(); ++row)
        row_of_pair_.insert_or_assign(pair_of(organisation[row].slot, technology[row]), row);
}

MaybeRow<Readiness> Readiness::find(AgentId<Organisations> who, Row<Technologies> what) const
{
    auto const found = row_of_pair_.find(pair_of(who.slot, what));
    if (found == row_of_pair_.end() || organisation[found->second] != who) return {};
    return Row<Readiness>{found->second};
}

} // namespace tianji::ecosystem
