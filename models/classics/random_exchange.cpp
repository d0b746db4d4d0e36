// Random exchange: pairs of traders meet by chance and trade what they have (Drăgulescu and Yakovenko 2000).
//
// If the two divide all they have at random, wealth becomes exponentially distributed, whatever it was. One trade after
// the other, so a trader may trade several times in a tick; money_exchange is the simultaneous variant on a network.
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"

#include <algorithm>
#include <numeric>

namespace tianji::classics {

namespace {

enum class Trade : std::uint8_t { pool, fraction, unit };

struct Traders : Population {
    Traders() : Population("traders") {}
    Column<std::int64_t> money{*this, "money", "unit", "what a trader owns"};
};

struct TradeAtRandom {
    Trade trade;
    Everyone<Traders> traders;
    ReadWrite<&Traders::money> money;

    // As many trades as traders; the luck of a trade belongs to its number.
    void operator()(Once const& once) const
    {
        std::uint64_t const n = traders.count();
        Stream luck = once.luck(0);
        for (std::uint64_t number = 0; number < n; ++number) {
            luck.begin(number);
            std::uint64_t const payer = luck.below(n);
            std::uint64_t const payee = (payer + 1 + luck.below(n - 1)) % n; // uniform among the others
            exchange(once, {static_cast<std::uint32_t>(payer)}, {static_cast<std::uint32_t>(payee)}, luck);
        }
    }

    void exchange(Once const& once, Row<Traders> payer, Row<Traders> payee, Stream& luck) const
    {
        std::int64_t const sum = money[payer] + money[payee];
        money.set(once.as(payee), sum - left_to(payer, sum, luck));
        money.set(once.as(payer), sum - money[payee]);
    }

    std::int64_t left_to(Row<Traders> payer, std::int64_t sum, Stream& luck) const
    {
        std::int64_t const own = money[payer];
        if (trade == Trade::unit) return std::max<std::int64_t>(own - 1, 0);
        return static_cast<std::int64_t>(luck.below(static_cast<std::uint64_t>(trade == Trade::pool ? sum : own) + 1));
    }
};

std::vector<std::int64_t> sorted_money(World const& world)
{
    auto const values = world.population<Traders>().money.values();
    std::vector<std::int64_t> sorted(values.begin(), values.end());
    std::ranges::sort(sorted);
    return sorted;
}

double gini(World const& world)
{
    auto const money = sorted_money(world);
    double sum = 0.0, ranked = 0.0;
    for (std::size_t i = 0; i < money.size(); ++i) {
        sum += static_cast<double>(money[i]);
        ranked += static_cast<double>(i + 1) * static_cast<double>(money[i]);
    }
    auto const n = static_cast<double>(money.size());
    return 2 * ranked / (n * sum) - (n + 1) / n;
}

double share_of_richest_tenth(World const& world)
{
    auto const money = sorted_money(world);
    auto const richest = static_cast<std::ptrdiff_t>(money.size() - money.size() / 10);
    auto const total = std::accumulate(money.begin(), money.end(), 0.0);
    return std::accumulate(money.begin() + richest, money.end(), 0.0) / total;
}

struct RandomExchange : Rules {
    std::int64_t traders = 1000;
    std::int64_t wealth = 100; // [unit] of each trader at the start
    Trade trade = Trade::pool;

    void declare(Parameters& p) override
    {
        p.integer(traders, {"traders", "1", "number of traders, and of trades in a tick"}, range(2, 100e6));
        p.integer(wealth, {"wealth", "unit", "money of each trader at the start"}, range(1, 1e9));
        p.choice(trade, {"trade", "", "what a pair does"},
                 {{"pool", Trade::pool, "all that both have is divided at random (Drăgulescu and Yakovenko 2000)"},
                  {"fraction", Trade::fraction, "the payer gives a random part of what it has"},
                  {"unit", Trade::unit, "the payer gives one unit if it has any"}});
    }

    void build(Builder& b) const override
    {
        b.population<Traders>(static_cast<std::uint32_t>(traders)).money.fill(wealth);
        b.once<TradeAtRandom>("trade", trade);

        b.measure("gini", "1", "Gini coefficient of money", gini);
        b.measure("above_mean", "1", "share of traders with more than the mean", [mean = wealth](World const& world) {
            auto const money = world.population<Traders>().money.values();
            auto const above = std::ranges::count_if(money, [mean](std::int64_t own) { return own > mean; });
            return static_cast<double>(above) / static_cast<double>(money.size());
        });
        b.measure("richest_tenth", "1", "share of all money that the richest tenth owns", share_of_richest_tenth);
        b.invariant("money_is_conserved", [endowment = traders * wealth](World const& world) {
            auto const money = world.population<Traders>().money.values();
            auto const sum = std::accumulate(money.begin(), money.end(), std::int64_t{0});
            return sum == endowment ? std::string() : "money is " + std::to_string(sum);
        });
    }
};

} // namespace

Model random_exchange()
{
    return {"random_exchange", "1", "Random exchange between pairs", [] { return std::make_unique<RandomExchange>(); }};
}

} // namespace tianji::classics
