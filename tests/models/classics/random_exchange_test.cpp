#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

using namespace tianji;
using namespace tianji::classics;

TEST_CASE("Random exchange conserves money, whatever pairs do")
{
    for (char const* trade : {"pool", "fraction", "unit"}) {
        Simulation simulation =
            simulation_of(random_exchange(), std::string("traders: 50, wealth: 7, trade: ") + trade, 20, 1);
        Observer nobody;
        simulation.run(nobody);
        auto const money = column_of<std::int64_t>(simulation.world(), 0, "money");
        INFO(trade);
        CHECK(std::accumulate(money.begin(), money.end(), std::int64_t{0}) == 350);
        CHECK(std::ranges::min(money) >= 0);
        CHECK(std::ranges::min(money) < 7);
    }
}

TEST_CASE("A payer who gives one unit changes two fortunes by one")
{
    // Two traders, two trades: both in one direction, or there and back.
    bool was_both = false, was_back = false;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        double const gini = measured(random_exchange(), "traders: 2, wealth: 4, trade: unit", 1, seed).at("gini")[0];
        was_both |= gini == Approx(0.25); // 2 and 6
        was_back |= gini == Approx(0).margin(1e-12);
        CHECK((gini == Approx(0.25) || gini == Approx(0).margin(1e-12)));
    }
    CHECK(was_both);
    CHECK(was_back);
}

TEST_CASE("The measures of random exchange know equal wealth")
{
    auto const values = measured(random_exchange(), "traders: 2, wealth: 1000000000, trade: unit", 1);
    CHECK(values.at("gini").front() == Approx(0).margin(1e-8));
}
