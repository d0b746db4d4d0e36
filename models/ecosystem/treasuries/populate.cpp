// The money with which a run starts.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/treasuries/treasuries.hpp"
#include "models/ecosystem/treasuries/verbs.hpp"

namespace tianji::ecosystem {

void make_sectors(Builder& b)
{
    b.population<DomesticSectors>(n_domestic);
    b.population<ForeignSectors>(n_foreign);
}

// Every account starts near the point where what it pays in a tick is what it gets.
void endow(Builder& b, TreasuryRule const& rule, MarketRule const& market, double cost_per_tick)
{
    World& world = b.world();
    Organisations& o = world.population<Organisations>();
    std::int64_t sales = 0, base_funding = 0, overhead = 0;
    for (std::uint32_t row = 0; row < o.size(); ++row) {
        double const own = o.own_research[row] * cost_per_tick, research = o.staff[row] * cost_per_tick;
        bool const is_firm = sells(o.kind[row]);
        Money const income = rounded(is_firm ? own / market.research_intensity : own);
        Money const production = is_firm ? share_of(income, 1.0 - market.research_intensity - market.margin) : Money{};
        o.revenue.values()[row] = o.taken.values()[row] = income;
        (is_firm ? sales : base_funding) += income.minor;
        overhead += rounded(research * market.overhead / (1.0 + market.overhead)).minor;
        world.ledger.endow(world.account(&Organisations::cash, Row<Organisations>{row}),
                           share_of(rounded(research) + production, market.cash_target));
    }
    for (std::uint32_t row = 0; row < o.size(); ++row)
        if (sells(o.kind[row]))
            o.share.values()[row] = static_cast<double>(o.revenue[row].minor) / static_cast<double>(sales);

    auto const domestic = [&](Domestic who) {
        return world.account(&DomesticSectors::purse, Row<DomesticSectors>{static_cast<std::uint32_t>(who)});
    };
    TreasuryRule const& t = rule;
    double const per_tick = 1.0 / b.clock().ticks_per_year();
    Money const taxes = share_of(t.nation + t.province + t.city + t.county, per_tick);
    world.ledger.endow(domestic(Domestic::households), Money{sales + base_funding} + taxes);
    world.ledger.endow(domestic(Domestic::nation), t.nation + Money{base_funding});
    world.ledger.endow(domestic(Domestic::province), t.province);
    world.ledger.endow(domestic(Domestic::city), t.city);
    world.ledger.endow(domestic(Domestic::county), t.county);
    // Exports make up for imports, from the first tick on.
    world.ledger.endow(world.account(&ForeignSectors::purse, the_outside),
                       share_of(Money{sales}, market.imports) + Money{overhead});
}

} // namespace tianji::ecosystem
