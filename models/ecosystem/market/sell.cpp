// Households and foreigners spend what they earned in the last tick; firms sell by their share of the market.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/market/verbs.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/treasuries/treasuries.hpp"
#include "models/ecosystem/words/purposes.hpp"

namespace tianji::ecosystem {

namespace {

struct Sell {
    MarketRule rule;
    Everyone<Organisations> organisations;
    Read<&Organisations::share> share;
    Income income;
    Read<&Organisations::kind> kind;
    Balances<&Organisations::cash> cash;
    Pay<&DomesticSectors::purse> domestic;
    Pay<&ForeignSectors::purse> foreign;

    void operator()(Once const& once) const
    {
        Self<DomesticSectors> const households = once.as(the_households);
        Self<ForeignSectors> const outside = once.as(the_outside);
        std::vector<Row<Organisations>> firms;
        std::vector<std::int64_t> weights;
        for (Row<Organisations> row : organisations) {
            if (!sells(kind[row])) continue;
            firms.push_back(row);
            weights.push_back(static_cast<std::int64_t>(share[row] * 1e15));
            income.set(once.as(row), Money{});
        }
        Money const spending = domestic.balance(households);
        Money const imports = share_of(spending, rule.imports);
        // What came in from abroad goes back there for exports: the balance outside hovers around its start.
        Money const exports = std::max(Money{}, foreign.balance(outside));
        domestic.pay(households, foreign.account(outside), imports, code(Purpose::imports));
        if (firms.empty()) return;
        std::vector<Money> const at_home = split(spending - imports, weights), abroad = split(exports, weights);
        for (std::size_t i = 0; i < firms.size(); ++i) {
            domestic.pay(households, cash.account(firms[i]), at_home[i], code(Purpose::sales));
            foreign.pay(outside, cash.account(firms[i]), abroad[i], code(Purpose::exports));
            income.set(once.as(firms[i]), at_home[i] + abroad[i]);
        }
    }
};

} // namespace

void sell(Builder& b, MarketRule const& rule) { b.once<Sell>("sell", rule); }

} // namespace tianji::ecosystem
