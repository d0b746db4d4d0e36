#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::classics;

TEST_CASE("Unprofitable firms let their capital wear off, as far as losses leave no money to replace it")
{
    // P = 67 / (2 · .16 · 1000), profit P·.16 - .16 = -.1265 on each unit, so nothing is invested.
    auto const values = measured(nelson_winter(), "firms: 2, capital: 1000", 1);
    CHECK(values.at("price").front() == Approx(67 / (2 * 0.16 * 1000)));
    CHECK(values.at("capital").front() == Approx(970));
}

TEST_CASE("Profitable firms invest what profit and credit afford while the price is high")
{
    // P = 67 / (2 · .16 · 50) = 4.1875, profit .51, and 1.03 - 2 / 4.1875 = .552388 is wanted, which is affordable.
    CHECK(measured(nelson_winter(), "firms: 2, capital: 50", 1).at("capital").front() ==
          Approx(50 * (0.97 + 1.03 - 2 / 4.1875)));
    // P = 2.1 just above the equilibrium: 1.03 - 2 / 2.1 = .077619 wanted, without credit or wear .176 affordable.
    CHECK(
        measured(nelson_winter(), "firms: 2, capital: 50, demand: 33.6, finance: {bank: 0}", 1).at("capital").front() ==
        Approx(50 * (0.97 + 1.03 - 2 / 2.1)));
}

TEST_CASE("Innovation raises the best practice, and imitation lets all follow")
{
    auto const with = [](std::string const& technology) {
        return measured(nelson_winter(), "firms: 8, technology: {" + technology + "}", 200);
    };
    auto const none = with("innovation_rd: 0, imitation_rd: 0.003");
    CHECK(none.at("best_practice").front() == 0.16);
    auto const innovation = with("innovation_rd: 0.006");
    CHECK(innovation.at("best_practice").front() > 0.3);
    auto const imitation = with("innovation_rd: 0.006, imitation_rd: 0.003");
    CHECK(imitation.at("price").front() < innovation.at("price").front());
    CHECK(innovation.at("price").front() < none.at("price").front());
}
