#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace tianji;
using namespace tianji::classics;

TEST_CASE("Searchers never get worse, and on a smooth landscape all reach the summit")
{
    Simulation simulation = simulation_of(
        parallel_search(), "network: {agents: 30}, landscape: {landscapes: 20, loci: 8, interactions: 0}", 100, 2);
    Curve curve(simulation);
    simulation.run(curve);
    CHECK(std::ranges::is_sorted(curve.values));
    CHECK(curve.values.front() < 0.5);
    CHECK(curve.values.back() == 1.0);
}

TEST_CASE("Two linked searchers have the better solution of the two after one tick, or a better one")
{
    Simulation simulation = simulation_of(
        parallel_search(), "network: {kind: path, agents: 2}, landscape: {landscapes: 200, loci: 10}", 2, 2);
    struct Pairs : Observer {
        std::vector<std::vector<std::uint64_t>> fitness;
        void observe(World const& world) override { fitness.push_back(column_of<std::uint64_t>(world, 2, "fitness")); }
    } pairs;
    simulation.run(pairs);
    for (std::size_t i = 0; i < 400; i += 2) {
        auto const& before = pairs.fitness[0];
        auto const& after = pairs.fitness[1];
        std::size_t const worse = before[i] < before[i + 1] ? i : i + 1, better = worse ^ 1U;
        CHECK(after[worse] == before[better]);
        CHECK(after[better] >= before[better]);
    }
}

TEST_CASE("Landscapes with more interactions than other loci, or more of them than memory holds, are refused")
{
    CHECK_THROWS(simulation_of(parallel_search(), "landscape: {loci: 5, interactions: 5}", 1, 1));
    CHECK_THROWS(simulation_of(nk_landscape(), "landscape: {landscapes: 1000000, loci: 20, interactions: 19}", 1, 1));
    CHECK_THROWS(simulation_of(
        parallel_search(),
        "network: {kind: path, agents: 1000000}, landscape: {landscapes: 10000, loci: 2, interactions: 0}", 1, 1));
}
