#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::classics;

namespace {

// The measure "knowledge", tick by tick.
std::vector<double> knowledge(std::string const& learning, std::int64_t ticks)
{
    Simulation simulation =
        simulation_of(exploration(), "organisation: {organisations: 50}, learning: {" + learning + "}", ticks, 6);
    Curve curve(simulation);
    simulation.run(curve);
    return curve.values;
}

} // namespace

TEST_CASE("Individuals begin right about a third, and learn nothing from a code that nobody teaches")
{
    auto const curve = knowledge("by_individuals: 1, by_code: 0", 5);
    CHECK(curve[0] == Approx(1.0 / 3).margin(0.01));
    CHECK(curve == std::vector(5, curve[0]));
}

TEST_CASE("The code is learned a tick after it was taught, for both learn from what was when the tick began")
{
    auto const curve = knowledge("by_individuals: 1, by_code: 1", 3);
    CHECK(curve[0] == Approx(1.0 / 3).margin(0.01));
    // A majority of the naive is right about half of the facts; with a tie, here and there, a third stay right.
    CHECK(curve[1] == Approx(0.49).margin(0.05));
}

TEST_CASE("Facts that turn every tick undo what was known")
{
    auto const curve = knowledge("by_individuals: 0, by_code: 0, turbulence: 1", 2);
    CHECK(curve[0] == Approx(1.0 / 3).margin(0.01)); // those who were wrong are right now
    CHECK(knowledge("by_individuals: 1, by_code: 1, turnover: 1", 20).back() == Approx(1.0 / 3).margin(0.01));
}

TEST_CASE("More beliefs than memory holds are refused")
{
    CHECK_THROWS(simulation_of(exploration(), "organisation: {organisations: 1000000, individuals: 100000}", 1, 1));
}
