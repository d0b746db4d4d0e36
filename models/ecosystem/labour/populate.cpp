// The market for researchers at the start of a run.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/labour/labour.hpp"
#include "models/ecosystem/labour/verbs.hpp"
#include "models/ecosystem/organisations/organisations.hpp"

namespace tianji::ecosystem {

void make_economy(Builder& b, Money wage)
{
    Economy& economy = b.population<Economy>(1);
    economy.wage.fill(wage);
    Organisations const& o = b.world().population<Organisations>();
    double staff = 0.0;
    for (double one : o.staff.values()) staff += one;
    economy.staff.fill(staff);
    economy.staff_at_start.fill(staff);
}

} // namespace tianji::ecosystem
