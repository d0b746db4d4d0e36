#include "models/ecosystem/treasuries/rules.hpp"

namespace tianji::ecosystem {

void TreasuryRule::declare(Parameters& p)
{
    p.money(
        nation,
        {"nation", "million/year", "taken from households by the nation, beside what base funding costs", "assumed"},
        at_least(0));
    p.money(province, {"province", "million/year", "taken from households by the province", "assumed"}, at_least(0));
    p.money(city, {"city", "million/year", "taken from households by the city", "assumed"}, at_least(0));
    p.money(county, {"county", "million/year", "taken from households by the county", "assumed"}, at_least(0));
    p.money(wage,
            {"wage", "million/FTE/tick", "pay of one full-time researcher at the start",
             "EUR 20 000 per quarter, Netherlands (assumed); with currency: CNY all defaults of money are times 7.6"},
            above(0));
}

} // namespace tianji::ecosystem
