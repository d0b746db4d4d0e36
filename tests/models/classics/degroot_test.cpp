#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::classics;

TEST_CASE("An opinion that only its holder trusts stays, and everybody listens to what was said before")
{
    Simulation simulation =
        simulation_of(degroot(), "members: [{opinion: 4, trust: [1, 0]}, {opinion: 0, trust: [0.5, 0.5]}]", 3, 1);
    Curve curve(simulation);
    simulation.run(curve);
    CHECK(curve.values == std::vector{3.0, 3.5, 3.75});
}

TEST_CASE("Weights that do not add up to 1 or are not one per member are refused, and so is a group of nobody")
{
    auto const refuse = [](std::string const& members) { simulation_of(degroot(), "members: " + members, 1, 1); };
    CHECK_THROWS_WITH(refuse("[{trust: [0.5, 0.4]}, {trust: [0, 1]}]"), Catch::Contains("sum is not 1"));
    CHECK_THROWS_WITH(refuse("[{trust: [1]}, {trust: [0, 1]}]"), Catch::Contains("1 weights for 2 members"));
    CHECK_THROWS_WITH(refuse("[]"), Catch::Contains("no members"));
}
