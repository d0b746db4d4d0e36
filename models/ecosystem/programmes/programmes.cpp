#include "models/ecosystem/programmes/programmes.hpp"

#include <algorithm>

namespace tianji::ecosystem {

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

Money amount_of(Amount const& amount, Money price, Money cost)
{
    Money result = amount.basis == Amount::Basis::bid     ? price
                   : amount.basis == Amount::Basis::fixed ? amount.value
                                                          : share_of(cost, amount.share);
    return amount.cap > Money{} ? std::min(result, amount.cap) : result;
}

} // namespace tianji::ecosystem
