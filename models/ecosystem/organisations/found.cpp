// Start-ups spin off with money from households.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/labour/labour.hpp"
#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/organisations/groups.hpp"
#include "models/ecosystem/organisations/rules.hpp"
#include "models/ecosystem/organisations/verbs.hpp"
#include "models/ecosystem/treasuries/treasuries.hpp"
#include "models/ecosystem/words/purposes.hpp"

namespace tianji::ecosystem {

namespace {

struct Found {
    std::int64_t organisations_at_start;
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
        Self<DomesticSectors> const households = once.as(the_households);
        Stream luck = once.luck(0);
        std::uint32_t const n = luck.poisson(rule.start_ups);
        if (n == 0) return;
        Groups const parents = possible_parents();
        for (std::uint32_t i = 0; i < n; ++i) {
            std::uint64_t const place = mix(0x7374'6172ull, i);
            auto const& group = parents.at(once.luck(place).word());
            if (group.empty() || purse.balance(households) < rule.seed_money) return;
            births.bear(households, i, newborn(once, place, group), purse, rule.seed_money, code(Purpose::seed_money));
        }
    }

    Groups possible_parents() const
    {
        constexpr std::int64_t size =
            256; // [assumed] groups differ a little in size, so parents are nearly equally likely
        Groups groups(organisations_at_start, size);
        for (Row<Organisations> row : organisations)
            if (standing[row] == Standing::active) groups.add(row, organisations.key(row));
        return groups;
    }

    // It knows what its parent knows: an active organisation drawn by luck.
    Organisations::Birth newborn(Once const& once, std::uint64_t place, std::span<Row<Organisations> const> group) const
    {
        Row<Organisations> parent;
        double best = -1.0;
        for (Row<Organisations> row : group) {
            double const score = once.pair_luck(place, organisations.key(row)).uniform();
            if (score > best) best = score, parent = row;
        }
        std::span<double const> const known = skill.row(parent);
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

void found(Builder& b, DemographyRule const& rule, MarketRule const& market)
{
    b.once<Found>("found", static_cast<std::int64_t>(b.world().population<Organisations>().size()), rule, market);
}

} // namespace tianji::ecosystem
