// How much does the engine cost? Money exchange and Bass diffusion against plain loops, as a ratio in one run.
//
// Synchronous, Watts-Strogatz (k = 8, p = 0.1), one unit of money each at the start, one measure per tick. An iteration
// runs the plain loop, then the engine, then the plain loop with the cheapest draws; both with identical draws must
// give the same number. Counters: nanoseconds per agent and tick, and the medians of the ratios.
#include "models/classics/classics.hpp"

#include "benchmarks/limit/limit.hpp"
#include "benchmarks/measuring.hpp"

#include <benchmark/benchmark.h>

#include <map>
#include <memory>
#include <utility>

using namespace tianji;
using namespace tianji::benchmarks;

namespace {

struct Subject {
    char const* name;
    Model (*model)();
    limit::Result (*plain)(limit::Csr const&, limit::Setting const&);
    std::int64_t most_ticks; // Bass is over after twenty
};

constexpr Subject money_exchange{
    "money_exchange", classics::money_exchange,
    [](limit::Csr const& n, limit::Setting const& s) { return limit::money_exchange(n, 1, s); }, 1000};
constexpr Subject bass{"bass", classics::bass,
                       [](limit::Csr const& n, limit::Setting const& s) { return limit::bass(n, 0.03, 0.38, s); }, 20};

limit::Csr csr_of(CollaborationGraph const& graph)
{
    limit::Csr csr;
    csr.offsets.push_back(0);
    for (std::uint32_t v = 0; v < graph.vertex_count(); ++v) {
        auto const neighbours = graph.neighbours(v);
        csr.targets.insert(csr.targets.end(), neighbours.begin(), neighbours.end());
        csr.offsets.push_back(static_cast<std::uint32_t>(csr.targets.size()));
    }
    return csr;
}

void compare(benchmark::State& state, Subject const& subject)
{
    std::int64_t const agents = state.range(0);
    auto const threads = static_cast<int>(state.range(1));
    std::int64_t const ticks = std::min(subject.most_ticks, std::max<std::int64_t>(8, 8'000'000 / agents));
    Scenario const scenario = scenario_of(subject.model(), ticks, "network: {agents: " + std::to_string(agents) + "}");
    limit::Setting const setting{1, ticks, threads, limit::Draws::identical};
    limit::Setting cheapest = setting;
    cheapest.draws = limit::Draws::cheapest;
    limit::Csr network;
    double const per = 1e9 / static_cast<double>(agents * ticks);
    std::vector<double> engine_ns, limit_ns, cheapest_ns, ratio, to_cheapest;
    for (auto _ : state) {
        Simulation simulation = simulation_of(scenario, threads);
        if (network.offsets.empty()) network = csr_of(simulation.world().graph);
        TakeMeasures observer(simulation.measures());
        limit::Result expected;
        limit_ns.push_back(per * seconds_of(threads, [&] { expected = subject.plain(network, setting); }));
        engine_ns.push_back(per * seconds_of(threads, [&] { simulation.run(observer); }));
        cheapest_ns.push_back(per * seconds_of(threads, [&] { subject.plain(network, cheapest); }));
        ratio.push_back(engine_ns.back() / limit_ns.back());
        to_cheapest.push_back(engine_ns.back() / cheapest_ns.back());
        state.SetIterationTime(engine_ns.back() * 1e-9);
        if (observer.values.front() != expected.measure) state.SkipWithError("the engine and the plain loop disagree");
    }
    state.counters["engine_ns"] = median(engine_ns);
    state.counters["limit_ns"] = median(limit_ns);
    state.counters["cheapest_ns"] = median(cheapest_ns);
    state.counters["ratio"] = median(ratio);
    state.counters["ratio_to_cheapest"] = median(to_cheapest);
}

void all_sizes(benchmark::internal::Benchmark* b)
{
    for (std::int64_t agents : {10'000, 100'000, 1'000'000, 10'000'000})
        for (std::int64_t threads : {1, 2}) b->Args({agents, threads});
    b->ArgNames({"agents", "threads"})->Iterations(7)->UseManualTime();
}

BENCHMARK_CAPTURE(compare, money_exchange, money_exchange)->Apply(all_sizes);
BENCHMARK_CAPTURE(compare, bass, bass)->Apply(all_sizes);

} // namespace

BENCHMARK_MAIN();
