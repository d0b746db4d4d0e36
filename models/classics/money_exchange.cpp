// Money exchange on a network: everybody who has something gives one unit to a random neighbour.
//
// Drăgulescu and Yakovenko (2000) let random pairs trade and found an exponential distribution of wealth; here partners
// are neighbours and all give at the same time, from what they had when the tick began. No closed form is known; the
// model measures the engine and is checked against a plain loop.
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"
#include "models/classics/network_rule.hpp"

#include <algorithm>

namespace tianji::classics {

namespace {

struct Traders : Population {
    Traders() : Population("traders") {}
    Purse money{*this, "money", "what a trader owns"};
};

// Spends the opening balance; what is given can be spent from the next process on, so nobody goes first.
struct Give {
    Network<Traders> network;
    Pay<&Traders::money> purse;

    void operator()(Self<Traders> self, Stream& luck) const
    {
        auto const partners = network.neighbours(self);
        if (partners.empty()) return;
        // The penniless give nothing: cheaper than to ask first, which a processor cannot foresee.
        Money const gift = std::min(purse.balance(self), Money{1});
        purse.pay(self, partners[luck.below(partners.size())], gift);
    }
};

struct MoneyExchange : Rules {
    NetworkRule network;
    std::int64_t wealth = 1; // [unit] of each trader at the start

    void declare(Parameters& p) override
    {
        p.group(network, {"network", "", "who is whose neighbour"});
        p.integer(wealth, {"wealth", "unit", "money of each trader at the start"}, range(0, 1e9));
    }

    void build(Builder& b) const override
    {
        b.world().ledger.declare_purposes({"gift"});
        Traders& traders = b.population<Traders>(static_cast<std::uint32_t>(network.agents));
        for (std::uint32_t row = 0; row < traders.size(); ++row)
            b.world().ledger.endow(b.world().account(&Traders::money, Row<Traders>{row}), Money{wealth});
        b.network<Traders>(network.make(b));

        b.each<Give>("give");

        b.measure("penniless", "1", "share of traders without money", [&traders](World const&) {
            std::int64_t n = 0;
            for (std::int64_t balance : traders.money.balance) n += balance == 0;
            return static_cast<double>(n) / traders.size();
        });
    }
};

} // namespace

Model money_exchange()
{
    return {"money_exchange", "1", "Money exchange on a network", [] { return std::make_unique<MoneyExchange>(); }};
}

} // namespace tianji::classics
