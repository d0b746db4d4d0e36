#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace tianji;
using namespace tianji::classics;

TEST_CASE("Without luck firms grow alike, so that they stay of one size")
{
    Simulation simulation =
        simulation_of(firm_growth(), "firms: 500, growth: {mean: 0.5, deviation: 0, addition: 2}", 2, 1);
    Observer nobody;
    simulation.run(nobody);
    double const growth = std::exp(0.5);
    CHECK(column_of<double>(simulation.world(), 0, "sales")[7] == Approx(growth * (growth + 2) + 2));
    std::vector<double> herfindahl;
    simulation.measures().at(1).observe(simulation.world(), herfindahl);
    CHECK(herfindahl.front() == Approx(1.0 / 500));
}

TEST_CASE("A tail without a firm is refused")
{
    CHECK(refusal_of(firm_growth(), "firms: 100, tail: 0.001") == "the tail has no firm (there are only 100)");
}
