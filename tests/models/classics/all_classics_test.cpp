// What holds for every classic model, in small: the same state for any number of threads, and measures that are
// numbers.
#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>

using namespace tianji;
using namespace tianji::classics;

namespace {

// A small scenario of each model: what stands beside the calendar. More agents than a block has rows.
std::multimap<std::string, std::string> const small_scenarios{
    {"bass", "network: {agents: 5000}"},
    {"bass", "contact: well_mixed, network: {agents: 5000}, adoption: {steps: 4}"},
    {"money_exchange", "network: {agents: 5000}"},
    {"moran", "population: {populations: 5000}"},
    {"degroot", "members: [{opinion: 1, trust: [0.5, 0.5]}, {opinion: 0, trust: [0.2, 0.8]}]"},
    {"exploration", "organisation: {organisations: 30}, learning: {turnover: 0.1, turbulence: 0.02}"},
    {"nk_landscape", "landscape: {landscapes: 5, loci: 8, interactions: 3}"},
    {"parallel_search", "landscape: {landscapes: 30, loci: 10}"},
    {"parallel_search", "network: {kind: path, agents: 50}, landscape: {landscapes: 25, loci: 10, interactions: 9}"},
    {"polya_urn", "urn: {urns: 5000, returns: 2}"},
    {"sir", "network: {agents: 5000}"},
    {"deferred_acceptance", "pairs: 7"},
    {"firm_failure", "firms: 5000, capital: 3"},
    {"firm_growth", "firms: 5000, growth: {mean: -0.02, deviation: 0.2, addition: 1}"},
    {"ishigami", "x3: 2, noise: 1, shift: 1"},
    {"logit_choice", "choosers: 5000"},
    {"nelson_winter", "firms: 16"},
    {"network", "network: {agents: 3000}, path_sources: 10"},
    {"random_exchange", "traders: 500"},
    {"replicator", "shares: [0.5, 0.5], fitness: [1.0, 1.2]"},
    {"sir", "contact: well_mixed, network: {agents: 5000}, epidemic: {recovery: 0.5}"},
};

constexpr std::int64_t ticks = 12;

// In the end there is something of everything to measure; before, what has not happened yet has no duration.
struct FiniteMeasures : Observer {
    explicit FiniteMeasures(Simulation const& simulation) : simulation(&simulation) {}
    Simulation const* simulation;
    void observe(World const& world) override
    {
        if (world.clock.tick + 1 < ticks) return;
        std::vector<double> values;
        for (Measure const& measure : simulation->measures()) {
            measure.observe(world, values);
            INFO(measure.name);
            for (double value : values) CHECK(std::isfinite(value));
        }
    }
};

std::uint64_t digest_of(Model const& model, std::string const& scenario, int threads)
{
    Simulation simulation = simulation_of(model, scenario, ticks, 4, threads);
    FiniteMeasures observer(simulation);
    return simulation.run(observer).digest;
}

} // namespace

TEST_CASE("Every classic model ends in the same state on one, two and three threads")
{
    for (Model const& model : all()) {
        auto const [first, last] = small_scenarios.equal_range(model.name);
        INFO("a small scenario of " << model.name);
        REQUIRE(first != last);
        for (auto scenario = first; scenario != last; ++scenario) {
            INFO(scenario->second);
            std::uint64_t const serial = digest_of(model, scenario->second, 1);
            CHECK(digest_of(model, scenario->second, 2) == serial);
            CHECK(digest_of(model, scenario->second, 3) == serial);
        }
    }
}
