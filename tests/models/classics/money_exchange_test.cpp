#include "benchmarks/limit/limit.hpp"
#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace tianji;
using namespace tianji::classics;

namespace {

// The model told without the engine: everybody who has something gives one unit, from what there was at the beginning.
std::vector<std::int64_t> plain_exchange(std::vector<std::vector<std::uint32_t>> const& neighbours, std::int64_t wealth,
                                         std::uint64_t seed, std::int64_t ticks)
{
    __extension__ using Wide = unsigned __int128;
    constexpr std::uint64_t no_partner = ~std::uint64_t{0};
    std::vector<std::int64_t> money(neighbours.size(), wealth);
    for (std::int64_t tick = 0; tick < ticks; ++tick) {
        std::vector<std::int64_t> next = money;
        for (std::uint32_t i = 0; i < money.size(); ++i) {
            if (money[i] < 1 || neighbours[i].empty()) continue;
            std::uint64_t const word = random_block({seed, 0, static_cast<std::uint64_t>(tick), hash_of("give")},
                                                    {i / 4, no_partner, 0, 0})[i % 4];
            --next[i];
            ++next[neighbours[i][static_cast<std::size_t>((static_cast<Wide>(word) * neighbours[i].size()) >> 64)]];
        }
        money = next;
    }
    return money;
}

limit::Csr csr_of(std::vector<std::vector<std::uint32_t>> const& neighbours)
{
    limit::Csr csr{{0}, {}};
    for (auto const& list : neighbours) {
        csr.targets.insert(csr.targets.end(), list.begin(), list.end());
        csr.offsets.push_back(static_cast<std::uint32_t>(csr.targets.size()));
    }
    return csr;
}

} // namespace

TEST_CASE("Money exchange equals a plain loop, trader by trader, on any number of threads")
{
    int const threads = GENERATE(1, 2, 3);
    std::string const network =
        GENERATE("{agents: 5000}", "{kind: ring, agents: 4999, neighbours: 2}", "{kind: complete, agents: 2100}");
    Simulation simulation = simulation_of(money_exchange(), "wealth: 3, network: " + network, 40, 11, threads);
    auto const neighbours = neighbours_in(simulation.world().graph);
    Curve curve(simulation);
    simulation.run(curve);
    auto const& balance = simulation.world().ledger.purse(0).balance;
    CHECK(balance == plain_exchange(neighbours, 3, 11, 40));
    CHECK(std::accumulate(balance.begin(), balance.end(), std::int64_t{0}) ==
          3 * static_cast<std::int64_t>(neighbours.size()));
    CHECK(curve.values.back() == limit::money_exchange(csr_of(neighbours), 3, {.seed = 11, .ticks = 40}).measure);
}

TEST_CASE("Money exchange counts what was given and loses nothing")
{
    Simulation simulation = simulation_of(money_exchange(), "wealth: 1, network: {agents: 1000}", 100, 3);
    Curve penniless(simulation);
    simulation.run(penniless);
    Ledger const& ledger = simulation.world().ledger;
    CHECK(ledger.endowment() == Money{1000});
    // Whoever had something gave one unit in every tick; nobody was penniless before the first.
    double givers = 1000.0;
    for (std::size_t t = 0; t + 1 < penniless.values.size(); ++t) givers += 1000.0 * (1.0 - penniless.values[t]);
    CHECK(static_cast<double>(ledger.paid_ever(0).minor) == Approx(givers).epsilon(1e-12));
}

TEST_CASE("Traders without money do nothing")
{
    Simulation simulation = simulation_of(money_exchange(), "wealth: 0, network: {agents: 100}", 5, 3);
    Curve penniless(simulation);
    simulation.run(penniless);
    CHECK(penniless.values == std::vector(5, 1.0));
    CHECK(simulation.world().ledger.paid_ever(0) == Money{0});
}
