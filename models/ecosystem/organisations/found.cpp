// Start-ups spin off with money from households.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/labour/labour.hpp"
#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/organisations/rules.hpp"
#include "models/ecosystem/organisations/verbs.hpp"
#include "models/ecosystem/treasuries/treasuries.hpp"
#include "models/ecosystem/words/purposes.hpp"

namespace tianji::ecosystem {

namespace {

struct Found {
    DemographyRule rule;
    MarketRule market;
    Everyone<Organisations> organisations;
    Read<&Organisations::standing> standing;
    Read<&Organisations::skill> skill;
    Read<&Economy::wage> wage;
    Births<Organisations> births;
    Pay<&DomesticSectors::purse> purse;

    void operator()(Once const& once) const
    {
        Self<DomesticSectors> const households =
            once.as(Row<DomesticSectors>{static_cast<std::uint32_t>(Domestic::households)});
        Stream luck = once.luck(0);
        std::uint32_t const n = luck.poisson(rule.start_ups);
        if (!has_parents()) return;
        for (std::uint32_t i = 0; i < n; ++i) {
            if (purse.balance(households) < rule.seed_money) return;
            births.bear(households, i, newborn(once, i), purse, rule.seed_money, code(Purpose::seed_money));
        }
    }

    bool has_parents() const
    {
        for (Row<Organisations> row : organisations)
            if (standing[row] == Standing::active) return true;
        return false;
    }

    // It knows what its parent knows: an active organisation drawn by luck.
    Organisations::Birth newborn(Once const& once, std::uint64_t i) const
    {
        AgentId<Organisations> parent;
        double best = -1.0;
        for (Row<Organisations> row : organisations) {
            if (standing[row] != Standing::active) continue;
            double const score = once.pair_luck(mix(0x7374'6172ull, i), organisations.key(row)).uniform();
            if (score > best) best = score, parent = organisations.id(row);
        }
        std::span<double const> const known = skill.row(Row<Organisations>{parent.slot});
        double const cost = rule.start_up_staff * cost_per_staff(wage[the_economy], market.overhead);
        double const share = 0.1 / static_cast<double>(organisations.count());
        return {{known.begin(), known.end()},
                rule.start_up_staff,
                share,
                rounded(cost / market.research_intensity),
                static_cast<std::int32_t>(once.tick())};
    }
};

} // namespace

void found(Builder& b, DemographyRule const& rule, MarketRule const& market) { b.once<Found>("found", rule, market); }

} // namespace tianji::ecosystem
