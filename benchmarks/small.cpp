// Are small models punished? What a tick costs when there is hardly anything to do.
//
// One thread; digest at the end only. `ns_per_tick` of 100 agents with one process whose body does nothing, and of 100
// agents with ten trivial processes, each adding one to a column of its own.
#include "benchmarks/measuring.hpp"

#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

using namespace tianji;
using namespace tianji::benchmarks;

namespace {

struct Idlers : Population {
    Idlers() : Population("idlers") {}
    Column<std::int64_t> count{*this, "count", "1", "how often", 0};
};

struct DoNothing {
    Own<&Idlers::count> count;
    void operator()(Self<Idlers>) const {}
};

struct CountOne {
    Own<&Idlers::count> count;
    void operator()(Self<Idlers> self) const { ++count[self]; }
};

template <class Body>
void run_processes(benchmark::State& state, int processes)
{
    std::int64_t const ticks = 20'000;
    std::vector<double> ns;
    for (auto _ : state) {
        Builder builder({}, ticks, 1, 0);
        builder.population<Idlers>(100);
        for (int i = 0; i < processes; ++i) builder.each<Body>("step" + std::to_string(i));
        Simulation simulation(std::move(builder), 1);
        Observer nobody;
        ns.push_back(1e9 / static_cast<double>(ticks) * seconds_of(1, [&] { simulation.run(nobody); }));
    }
    state.counters["ns_per_tick"] = median(ns);
    state.counters["ticks_per_second"] = 1e9 / median(ns);
}

void empty_process(benchmark::State& state) { run_processes<DoNothing>(state, 1); }
void ten_trivial_processes(benchmark::State& state) { run_processes<CountOne>(state, 10); }

BENCHMARK(empty_process)->Iterations(15);
BENCHMARK(ten_trivial_processes)->Iterations(15);

} // namespace

BENCHMARK_MAIN();
