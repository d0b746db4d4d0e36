// The wage of researchers follows how many are employed.
#include "engine/base/elementary.hpp"
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/labour/labour.hpp"
#include "models/ecosystem/labour/rules.hpp"
#include "models/ecosystem/labour/verbs.hpp"
#include "models/ecosystem/organisations/organisations.hpp"

namespace tianji::ecosystem {

namespace {

// w = w₀ (H / H₀)^(1/ε): supply of researchers with constant elasticity ε (Goolsbee 1998).
struct SetWage {
    Money wage_at_start;
    double elasticity; // [1] ε
    Everyone<Organisations> organisations;
    Read<&Organisations::staff> staff;
    Own<&Economy::wage> wage;
    Own<&Economy::staff> employed;
    Read<&Economy::staff_at_start> employed_at_start;

    void operator()(Once const& once) const
    {
        Self<Economy> const economy = once.as(the_economy);
        double people = 0.0;
        for (Row<Organisations> row : organisations) people += staff[row];
        employed[economy] = people;
        double const growth = people / employed_at_start[the_economy];
        wage[economy] = rounded(static_cast<double>(wage_at_start.minor) * pow(growth, 1.0 / elasticity));
    }
};

} // namespace

void set_wage(Builder& b, Money wage_at_start, LabourRule const& rule)
{
    b.once<SetWage>("set_wage", wage_at_start, rule.labour_elasticity);
}

} // namespace tianji::ecosystem
