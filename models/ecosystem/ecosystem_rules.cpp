#include "models/ecosystem/ecosystem_rules.hpp"

#include "engine/base/text.hpp"
#include "models/ecosystem/inputs/currency.hpp"
#include "models/ecosystem/inputs/describe.hpp"
#include "models/ecosystem/labour/labour.hpp"

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

namespace {

// Every amount whose default is not 0, by the path of its key.
template <class Rules, class Csv, class Synthetic>
auto amounts_with_defaults(Rules& rules, Csv* csv, Synthetic* synthetic)
{
    std::vector<std::pair<std::string, decltype(&rules.treasuries.wage)>> amounts{
        {"treasuries.wage", &rules.treasuries.wage},
        {"market.sales_per_level", &rules.market.sales_per_level},
        {"demography.seed_money", &rules.demography.seed_money}};
    if (csv) amounts.emplace_back("inputs.csv.largest_project", &csv->largest_project);
    if (synthetic) {
        amounts.emplace_back("inputs.synthetic.budget", &synthetic->budget);
        amounts.emplace_back("inputs.synthetic.smallest_project", &synthetic->smallest_project);
        amounts.emplace_back("inputs.synthetic.largest_project", &synthetic->largest_project);
    }
    return amounts;
}

} // namespace

void EcosystemRules::use_currency(std::string_view code)
{
    currency = code;
    for (auto const& [path, amount] : amounts_with_defaults(*this, &inputs.csv_defaults, &inputs.synthetic_defaults))
        *amount = in_currency(*amount, currency);
}

void EcosystemRules::validate(Parameters& p) const
{
    refuse_foreign_defaults(p);
    refuse_large_budgets(p);
    refuse_unknown_fields(p);
}

void EcosystemRules::refuse_foreign_defaults(Parameters& p) const
{
    std::vector<std::string> missing;
    for (auto const& [path, amount] : amounts_with_defaults(*this, inputs.csv ? &*inputs.csv : nullptr,
                                                            inputs.synthetic ? &*inputs.synthetic : nullptr))
        if (*amount == not_written) missing.push_back(path);
    if (!missing.empty())
        p.refuse("currency", "no defaults of money in " + currency,
                 "they are in " + currencies_with_defaults() + " or, with currency: none, in units of your own",
                 "write " + joined(missing));
}

// Each of the two is in its range; their product may not be.
void EcosystemRules::refuse_large_budgets(Parameters& p) const
{
    for (auto const& [name, programme] : programmes) {
        double const millions = in_millions(programme.call.budget) * programme.call.budget_scale;
        if (millions > in_millions(largest_amount))
            p.refuse(fmt::format("programmes.{}.call.budget_scale", name),
                     fmt::format("budget × budget_scale is {:.0f} million", millions),
                     fmt::format("amounts go up to {:.0f} million", in_millions(largest_amount)));
    }
}

// A call for a field that is not there would be a call for nothing.
void EcosystemRules::refuse_unknown_fields(Parameters& p) const
{
    std::vector<std::string> const fields = inputs.field_names();
    if (fields.empty()) return;
    for (auto const& [name, programme] : programmes)
        for (std::size_t i = 0; i < programme.call.fields.size(); ++i)
            if (std::ranges::find(fields, programme.call.fields[i]) == fields.end())
                p.refuse_unknown(fmt::format("programmes.{}.call.fields.{}", name, i), "field",
                                 programme.call.fields[i], fields);
}

Description EcosystemRules::describe(Builder const& builder) const
{
    return ecosystem::describe(inputs.make(builder), {cost_per_staff(treasuries.wage, market.overhead),
                                                      behaviour.labour.utilisation, currency});
}

} // namespace tianji::ecosystem
