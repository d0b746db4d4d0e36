// The matching against all matchings there are, found here without the model's own enumeration.
#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

using namespace tianji;
using namespace tianji::classics;

namespace {

using Numbers = std::vector<std::uint32_t>;

// place[p][r]: where r stands in the list of p, and how r ranks p, by position p·n + r and r·n + p.
struct Market {
    std::uint32_t n;
    Numbers place, rank, matched; // matched: the receiver of each proposer
};

Market market_of(std::uint32_t n, std::uint64_t seed, std::int64_t ticks = 1)
{
    Simulation simulation = simulation_of(deferred_acceptance(), "pairs: " + std::to_string(n), ticks, seed);
    Observer nobody;
    simulation.run(nobody);
    Numbers const wish = column_of<std::uint32_t>(simulation.world(), 0, "wish"),
                  held = column_of<std::uint32_t>(simulation.world(), 1, "held");
    Market market{n, Numbers(wish.size()), column_of<std::uint32_t>(simulation.world(), 1, "rank"), Numbers(n)};
    for (std::uint32_t p = 0; p < n; ++p)
        for (std::uint32_t i = 0; i < n; ++i) market.place[p * n + wish[p * n + i]] = i;
    for (std::uint32_t r = 0; r < n; ++r) market.matched[held[r]] = r;
    return market;
}

bool blocks(Market const& m, Numbers const& partner, std::uint32_t p, std::uint32_t q)
{
    // p would rather have the partner of q, who would rather have p.
    std::uint32_t const r = partner[q];
    return m.place[p * m.n + r] < m.place[p * m.n + partner[p]] && m.rank[r * m.n + p] < m.rank[r * m.n + q];
}

std::vector<Numbers> stable_matchings_of(Market const& m)
{
    std::vector<Numbers> stable;
    Numbers partner(m.n);
    std::iota(partner.begin(), partner.end(), 0U);
    do {
        bool blocked = false;
        for (std::uint32_t p = 0; p < m.n; ++p)
            for (std::uint32_t q = 0; q < m.n; ++q) blocked |= p != q && blocks(m, partner, p, q);
        if (!blocked) stable.push_back(partner);
    } while (std::next_permutation(partner.begin(), partner.end()));
    return stable;
}

} // namespace

TEST_CASE("Deferred acceptance finds the stable matching that is best for every proposer")
{
    std::size_t several = 0; // markets in which there is more than one to choose from
    for (std::uint32_t n = 2; n <= 7; ++n)
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            Market const market = market_of(n, seed);
            auto const stable = stable_matchings_of(market);
            INFO(n << " pairs, seed " << seed);
            CHECK(std::ranges::count(stable, market.matched) == 1);
            for (Numbers const& other : stable)
                for (std::uint32_t p = 0; p < n; ++p)
                    CHECK(market.place[p * n + market.matched[p]] <= market.place[p * n + other[p]]);
            several += stable.size() > 1;
        }
    CHECK(several > 10);
}

TEST_CASE("The measures of deferred acceptance say how many stable matchings there are, and that this is one")
{
    for (std::uint32_t n : {2U, 5U, 7U}) {
        Simulation simulation = simulation_of(deferred_acceptance(), "pairs: " + std::to_string(n), 1, 3);
        Observer nobody;
        simulation.run(nobody);
        std::vector<double> value;
        for (Measure const& measure : simulation.measures()) {
            measure.observe(simulation.world(), value);
            if (measure.name == "stable") CHECK(value.front() == 1.0);
            if (measure.name == "stable_matchings")
                CHECK(value.front() == static_cast<double>(stable_matchings_of(market_of(n, 3)).size()));
        }
    }
}

TEST_CASE("After its first tick nothing happens in deferred acceptance")
{
    CHECK(market_of(6, 1, 5).matched == market_of(6, 1).matched);
}
