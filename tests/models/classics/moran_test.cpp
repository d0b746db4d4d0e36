#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::classics;

namespace {

// The share of populations in which the mutants are alone, at the end.
double fixed(std::string const& population, std::int64_t ticks)
{
    Simulation simulation = simulation_of(moran(), "population: {" + population + "}", ticks, 8);
    Curve curve(simulation);
    simulation.run(curve);
    return curve.values.back();
}

} // namespace

TEST_CASE("A population of one variant stays so")
{
    CHECK(fixed("mutants: 0", 20) == 0.0);
    CHECK(fixed("mutants: 20", 20) == 1.0);
}

TEST_CASE("Without an advantage mutants take over as often as their share")
{
    CHECK(fixed("individuals: 10, mutants: 3, fitness: 1, populations: 4000", 2000) == Approx(0.3).margin(0.03));
}
