#include "models/ecosystem/ecosystem_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tianji::ecosystem {

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
