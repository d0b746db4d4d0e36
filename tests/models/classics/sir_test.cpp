#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::classics;

namespace {

// The measure "infectious", tick by tick.
std::vector<double> infectious(std::string const& rest, std::int64_t ticks)
{
    Simulation simulation = simulation_of(sir(), rest, ticks, 1);
    Curve curve(simulation);
    simulation.run(curve);
    return curve.values;
}

} // namespace

TEST_CASE("An infection that nobody passes on leaves with those who had it")
{
    CHECK(infectious("network: {agents: 200}, epidemic: {reproduction: 0, initial: 0.1}", 2) == std::vector{0.0, 0.0});
}

TEST_CASE("On a ring with certain infection the epidemic moves on by one neighbourhood per tick")
{
    // One case of 20 persons, two neighbours each: two are infected in every tick, the last one alone.
    std::vector<double> expected(9, 0.1);
    expected.push_back(0.05);
    expected.push_back(0.0);
    CHECK(infectious("network: {kind: ring, agents: 20, neighbours: 2}, epidemic: {reproduction: 2, initial: 0.05}",
                     11) == expected);
}

TEST_CASE("Persons who recover slowly stay infectious for long")
{
    auto const curve =
        infectious("network: {agents: 5000}, epidemic: {reproduction: 0, recovery: 0.1, initial: 1}", 10);
    CHECK(curve.front() == Approx(0.9).margin(0.02));
    CHECK(curve.back() == Approx(0.348678).margin(0.03)); // 0.9^10
}
