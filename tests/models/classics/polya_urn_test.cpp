#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::classics;

namespace {

// The last value of every measure: share, variance, below_quarter.
std::vector<double> outcome(std::string const& urn)
{
    Simulation simulation = simulation_of(polya_urn(), "urn: {" + urn + "}", 1000, 8);
    Observer nobody;
    simulation.run(nobody);
    std::vector<double> values, value;
    for (Measure const& measure : simulation.measures()) {
        measure.observe(simulation.world(), value);
        values.push_back(value.at(0));
    }
    return values;
}

} // namespace

TEST_CASE("With increasing returns one technology wins, with decreasing returns both stay")
{
    auto const increasing = outcome("returns: 3"), decreasing = outcome("returns: 0.5");
    CHECK(increasing[0] == Approx(0.5).margin(0.07));
    CHECK(increasing[1] > 0.23); // of 0.25, were all shares 0 or 1
    CHECK(increasing[2] == Approx(0.5).margin(0.07));
    CHECK(decreasing[1] < 0.005);
    CHECK(decreasing[2] == 0.0);
}

TEST_CASE("A head start shows in the mean share for good")
{
    // The mean of Polya's urn never moves; the variance between histories is of a beta distribution.
    auto const ahead = outcome("first: 3, second: 1, urns: 5000");
    CHECK(ahead[0] == Approx(0.75).margin(0.015));
}
