// Organisations that cannot pay their people fail; start-ups spin off with money from households.
#include "models/ecosystem/processes/processes.hpp"

namespace tianji::ecosystem {

namespace {

struct Fail {
    DemographyRule rule;
    Account households;
    Read<&Organisations::kind> kind;
    Read<&Organisations::unpaid_ticks> unpaid_ticks;
    Deaths<Organisations> deaths;

    // Organisations with base funding do not fail.
    void operator()(Self<Organisations> self) const
    {
        if (kind[self] == Kind::firm && unpaid_ticks[self] >= rule.patience)
            deaths.die(self, households, code(Reason::insolvency));
    }
};

struct Found {
    EcosystemRules const* rules;
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
        std::uint32_t const n = luck.poisson(rules->demography.start_ups);
        if (!has_parents()) return;
        for (std::uint32_t i = 0; i < n; ++i) {
            if (purse.balance(households) < rules->demography.seed_money) return;
            births.bear(households, i, newborn(once, i), purse, rules->demography.seed_money,
                        code(Purpose::seed_money));
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
        double const cost = rules->demography.start_up_staff * cost_per_staff(wage[the_economy], rules->market);
        double const share = 0.1 / static_cast<double>(organisations.count());
        return {{known.begin(), known.end()},
                rules->demography.start_up_staff,
                share,
                rounded(cost / rules->market.research_intensity),
                static_cast<std::int32_t>(once.tick())};
    }
};

} // namespace

void enter_and_exit(Builder& b, EcosystemRules const& rules)
{
    b.each<Fail>("fail", rules.demography, household_account(b));
    b.once<Found>("found", &rules);
}

} // namespace tianji::ecosystem
