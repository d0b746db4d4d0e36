#include "models/ecosystem/rules/ecosystem_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tianji::ecosystem {

void TechnologyRule::declare(Parameters& p)
{
    p.number(own_field, {"own_field", "1", "mean knowledge a technology requires of its own field", "assumed"},
             range(0, 1));
    p.number(other_field, {"other_field", "1", "most it requires of one other field", "assumed"}, range(0, 1));
    p.number(prerequisites,
             {"prerequisites", "1", "share of technologies that build on an earlier one of their field", "assumed"},
             range(0, 1));
    p.number(foreign_access,
             {"foreign_access", "1", "access to foreign supply of a prerequisite; 0 is an embargo (卡脖子)", "assumed"},
             range(0, 1));
}

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
             "Netherlands: EUR 20 000 per quarter (assumed)"},
            above(0));
}

void EcosystemRules::declare(Parameters& p)
{
    p.group(inputs, {"inputs", "", "the organisations, projects and ties the run starts from"});
    p.group(technologies, {"technologies", "", "what is to be mastered"});
    p.group(treasuries, {"treasuries", "", "the public purses and the price of research"});
    p.group(research, {"research", "", "how work raises readiness"});
    p.group(learning, {"learning", "", "how knowledge grows and fades"});
    p.group(behaviour, {"behaviour", "", "how organisations decide"});
    p.group(market, {"market", "", "the circuit of money and the market for products"});
    p.group(ties, {"ties", "", "how ties fade"});
    p.group(demography, {"demography", "", "entry and exit"});
    p.table(programmes,
            {"programmes", "", "instruments with a budget, targets and dates, by name; they pay in this order"});
}

// A call for a field that is not there would be a call for nothing.
void EcosystemRules::validate(Parameters& p) const
{
    std::vector<std::string> const fields = inputs.field_names();
    if (fields.empty()) return;
    for (auto const& [name, programme] : programmes)
        for (std::size_t i = 0; i < programme.call.fields.size(); ++i)
            if (std::ranges::find(fields, programme.call.fields[i]) == fields.end())
                p.refuse_unknown(fmt::format("programmes.{}.call.fields.{}", name, i), "field",
                                 programme.call.fields[i], fields);
}

} // namespace tianji::ecosystem
