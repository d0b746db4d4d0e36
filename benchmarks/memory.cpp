// How much memory does the engine need? Bytes in use by a simulation that has run, against the plain arrays of a
// hand-written loop for the same model: both from the allocator, so nothing is forgotten.
#include "benchmarks/measuring.hpp"
#include "models/classics/classics.hpp"

#include <benchmark/benchmark.h>

#include <malloc.h>

using namespace tianji;
using namespace tianji::benchmarks;

namespace {

double bytes_in_use()
{
    struct mallinfo2 const info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd);
}

void compare(benchmark::State& state, Model (*model)(), std::size_t bytes_of_state_per_agent)
{
    std::int64_t const agents = state.range(0);
    Scenario const scenario = scenario_of(model(), 3, "network: {agents: " + std::to_string(agents) + "}");
    double ratio = 0.0, per_agent = 0.0;
    for (auto _ : state) {
        double const before = bytes_in_use();
        Simulation simulation = simulation_of(scenario, 1);
        Observer nobody;
        simulation.run(nobody);
        double const engine = bytes_in_use() - before;
        CollaborationGraph const& graph = simulation.world().graph;
        auto const n = static_cast<std::size_t>(agents);
        double const plain = static_cast<double>(n * bytes_of_state_per_agent + (n + 1 + 2 * graph.tie_count()) * 4);
        ratio = engine / plain;
        per_agent = engine / static_cast<double>(agents);
    }
    state.counters["ratio"] = ratio;
    state.counters["bytes_per_agent"] = per_agent;
}

// Balance and incoming; adopted now and next.
BENCHMARK_CAPTURE(compare, money_exchange, classics::money_exchange, 16)->Arg(1'000'000)->Iterations(1);
BENCHMARK_CAPTURE(compare, bass, classics::bass, 2)->Arg(1'000'000)->Iterations(1);

} // namespace

BENCHMARK_MAIN();
