// Households pay taxes, treasuries pay for organisations that do not sell, and spend the rest on anything but research.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/labour/labour.hpp"
#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/treasuries/rules.hpp"
#include "models/ecosystem/treasuries/treasuries.hpp"
#include "models/ecosystem/treasuries/verbs.hpp"
#include "models/ecosystem/words/purposes.hpp"

namespace tianji::ecosystem {

namespace {

struct FundInstitutions {
    TreasuryRule rule;
    double overhead; // [1] of research wages
    Now now;
    Everyone<Organisations> organisations;
    Read<&Economy::wage> wage;
    Read<&DomesticSectors::committed> committed;
    Read<&Organisations::kind> kind;
    Read<&Organisations::own_research> own_research;
    Income income_of;
    Balances<&Organisations::cash> cash;
    Pay<&DomesticSectors::purse> purse;

    void operator()(Once const& once) const
    {
        std::int64_t const needed = base_funding_of_all();
        tax(once, needed);
        pay_institutions(once);
        spend(once, needed);
    }

    Money base_funding(Row<Organisations> row) const
    {
        if (!lives_on_base_funding(kind[row])) return Money{};
        return rounded(own_research[row] * cost_per_staff(wage[the_economy], overhead));
    }

    std::int64_t base_funding_of_all() const
    {
        std::int64_t sum = 0;
        for (Row<Organisations> row : organisations) sum += base_funding(row).minor;
        return sum;
    }

    Money income(Funder level) const
    {
        TreasuryRule const& t = rule;
        Money const yearly = level == Funder::nation     ? t.nation
                             : level == Funder::province ? t.province
                             : level == Funder::city     ? t.city
                                                         : t.county;
        return share_of(yearly, 1.0 / now.clock().ticks_per_year());
    }

    // What base funding costs is taken with the income of the nation, and can be spent in the next tick.
    void tax(Once const& once, std::int64_t needed) const
    {
        Self<DomesticSectors> const payer = once.as(the_households);
        for (Funder level : treasury_levels) {
            Money amount = income(level);
            if (level == Funder::nation) amount += Money{needed};
            purse.pay(payer, sector_of(level), std::min(amount, purse.balance(payer)), code(Purpose::tax));
        }
    }

    void pay_institutions(Once const& once) const
    {
        Self<DomesticSectors> const payer = once.as(sector_of(Funder::nation));
        for (Row<Organisations> row : organisations) {
            if (!lives_on_base_funding(kind[row])) continue;
            Money const amount = std::min(base_funding(row), purse.balance(payer));
            purse.pay(payer, cash.account(row), amount, code(Purpose::base_funding));
            income_of.set(once.as(row), amount);
        }
    }

    // Keeps what it has promised, the base funding of the next tick and a year's income; the rest goes to households.
    void spend(Once const& once, std::int64_t needed) const
    {
        for (Funder level : treasury_levels) {
            Self<DomesticSectors> const treasury = once.as(sector_of(level));
            auto const year = static_cast<std::int64_t>(now.clock().ticks_per_year());
            Money const kept =
                committed[treasury] + income(level) * year + (level == Funder::nation ? Money{needed} : Money{});
            Money const rest = purse.balance(treasury) - kept;
            if (rest > Money{}) purse.pay(treasury, the_households, rest, code(Purpose::public_spending));
        }
    }
};

} // namespace

void fund_institutions(Builder& b, TreasuryRule const& rule, MarketRule const& market)
{
    b.once<FundInstitutions>("fund_institutions", rule, market.overhead);
}

} // namespace tianji::ecosystem
