// Organisations pay wages, overhead, taxes and dividends, in this order, and adjust their staff.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/labour/labour.hpp"
#include "models/ecosystem/labour/rules.hpp"
#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/organisations/verbs.hpp"
#include "models/ecosystem/treasuries/treasuries.hpp"
#include "models/ecosystem/words/purposes.hpp"

namespace tianji::ecosystem {

namespace {

struct Settle {
    MarketRule market;
    double hiring; // [1/tick] fastest growth of staff
    Account households, nation, outside;
    Read<&Economy::wage> wage;
    Read<&Organisations::kind> kind;
    Read<&Organisations::taken> taken;
    Read<&Organisations::booked> booked;
    Own<&Organisations::staff> staff;
    Own<&Organisations::own_research> own_research;
    Own<&Organisations::revenue> revenue;
    Own<&Organisations::paid_share> paid_share;
    Own<&Organisations::unpaid_ticks> unpaid_ticks;
    Own<&Organisations::wins> wins;
    Own<&Organisations::losses> losses;
    Pay<&Organisations::cash> cash;

    static constexpr std::uint32_t rows_per_block = 512;

    void operator()(Self<Organisations> self) const
    {
        Money const payroll = rounded(staff[self] * static_cast<double>(wage[the_economy].minor));
        Money const overhead = share_of(payroll, market.overhead);
        Money const production = production_cost(self);
        pay_research(self, payroll, overhead);
        cash.pay(self, households, std::min(production, cash.balance(self)), code(Purpose::production_wages));
        pay_tax(self, production);
        pay_dividend(self, payroll + overhead + production);
        adjust(self);
    }

    Money production_cost(Self<Organisations> self) const
    {
        if (!sells(kind[self])) return Money{};
        return share_of(taken[self], 1.0 - market.research_intensity - market.margin);
    }

    // Short of cash, researchers are paid in part and work in part.
    void pay_research(Self<Organisations> self, Money payroll, Money overhead) const
    {
        Money const owed = payroll + overhead;
        double const share = owed <= cash.balance(self)
                                 ? 1.0
                                 : static_cast<double>(cash.balance(self).minor) / static_cast<double>(owed.minor);
        Money const wages = share < 1.0 ? std::min(cash.balance(self), share_of(payroll, share)) : payroll;
        cash.pay(self, households, wages, code(Purpose::research_wages));
        cash.pay(self, outside, std::min(cash.balance(self), share < 1.0 ? share_of(overhead, share) : overhead),
                 code(Purpose::research_overhead));
        paid_share[self] = share;
        unpaid_ticks[self] = share < 1.0 ? unpaid_ticks[self] + 1 : 0;
    }

    // On sales less the cost of making them and of the research they pay for.
    void pay_tax(Self<Organisations> self, Money production) const
    {
        if (!sells(kind[self])) return;
        Money const profit = taken[self] - production - share_of(taken[self], market.research_intensity);
        Money const owed = share_of(std::max(Money{}, profit), market.tax);
        cash.pay(self, nation, std::min(owed, cash.balance(self)), code(Purpose::tax));
    }

    // What an organisation has beyond a cushion of some ticks of outlays goes to households.
    void pay_dividend(Self<Organisations> self, Money outlays) const
    {
        Money const rest = cash.balance(self) - share_of(outlays, market.cash_target);
        if (rest > Money{}) cash.pay(self, households, rest, code(Purpose::dividend));
    }

    // Staff follows what is promised to projects and what sales pay for; it cannot grow or shrink at once.
    void adjust(Self<Organisations> self) const
    {
        revenue[self] += Money{(taken[self] - revenue[self]).minor / 4};
        double const cost = cost_per_staff(wage[the_economy], market.overhead);
        if (sells(kind[self]))
            own_research[self] = market.research_intensity * static_cast<double>(revenue[self].minor) / cost;
        double const wanted = std::max(booked[self] + own_research[self], 0.1);
        double const most = std::max(staff[self] * (1.0 + hiring), staff[self] + 0.5);
        double const least = staff[self] * (1.0 - hiring);
        staff[self] = std::clamp(wanted, least, most);
        // Old experience with calls fades towards the prior.
        constexpr double memory = 0.95;
        wins[self] = 1.0 + memory * (wins[self] - 1.0);
        losses[self] = 3.0 + memory * (losses[self] - 3.0);
    }
};

} // namespace

void settle(Builder& b, MarketRule const& market, LabourRule const& labour)
{
    World& world = b.world();
    b.each<Settle>("settle", market, labour.hiring, household_account(world),
                   world.account(&DomesticSectors::purse, sector_of(Funder::nation)),
                   world.account(&ForeignSectors::purse, the_outside));
}

} // namespace tianji::ecosystem
