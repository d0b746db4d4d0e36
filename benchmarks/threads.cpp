// What do two threads gain where an agent has much to do?
//
// `work`: 100 000 agents, each with 24 draws and logarithms per tick (some 700 ns), against the same as a plain loop on
// two threads: `gain` of the engine, `limit_gain` of the loop (two cores that share a unit gain less than two).
// `parallel_search`: 100 agents on each of 1000 NK landscapes, N = 20, K = 5 (Lazer and Friedman 2007).
#include "benchmarks/measuring.hpp"
#include "models/classics/classics.hpp"

#include <benchmark/benchmark.h>

#include <thread>
#include <vector>

using namespace tianji;
using namespace tianji::benchmarks;

namespace {

constexpr std::uint32_t agents = 100'000;
constexpr std::int64_t ticks = 10;
constexpr int draws = 24;

struct Workers : Population {
    Workers() : Population("workers") {}
    Column<double> output{*this, "output", "1", "sum of what was made", 0.0};
};

double effort(Stream& luck)
{
    double sum = 0.0;
    for (int i = 0; i < draws; ++i) sum += luck.exponential();
    return sum;
}

struct Work {
    Own<&Workers::output> output;
    void operator()(Self<Workers> self, Stream& luck) const { output[self] += effort(luck); }
};

double engine_seconds(int threads)
{
    Builder builder({}, ticks, 1, 0);
    builder.population<Workers>(agents);
    builder.each<Work>("work");
    Simulation simulation(std::move(builder), threads);
    Observer nobody;
    return seconds_of(2, [&] { simulation.run(nobody); }); // on the clock, for both
}

double limit_seconds(int threads)
{
    std::vector<double> output(agents, 0.0);
    auto const part = [&](std::uint32_t first, std::uint32_t last) {
        for (std::uint64_t tick = 0; tick < ticks; ++tick) {
            Stream luck({1, 0, tick, hash_of("work")});
            for (std::uint32_t i = first; i < last; ++i) {
                luck.begin(i);
                output[i] += effort(luck);
            }
        }
    };
    return seconds_of(2, [&] {
        std::jthread other;
        if (threads == 2) other = std::jthread(part, agents / 2, agents);
        part(0, threads == 2 ? agents / 2 : agents);
    });
}

void work(benchmark::State& state)
{
    std::vector<double> gain, limit_gain, ns;
    for (auto _ : state) {
        double const one = engine_seconds(1), two = engine_seconds(2);
        gain.push_back(one / two);
        limit_gain.push_back(limit_seconds(1) / limit_seconds(2));
        ns.push_back(one * 1e9 / agents / ticks);
    }
    state.counters["gain"] = median(gain);
    state.counters["limit_gain"] = median(limit_gain);
    state.counters["ns_per_agent"] = median(ns);
}

void parallel_search(benchmark::State& state)
{
    Scenario const scenario = scenario_of(classics::parallel_search(), 30, "landscape: {landscapes: 1000}");
    std::vector<double> gain, seconds;
    for (auto _ : state) {
        double time[2];
        for (int threads : {1, 2}) {
            Simulation simulation = simulation_of(scenario, threads);
            Observer nobody;
            time[threads - 1] = seconds_of(2, [&] { simulation.run(nobody); });
        }
        gain.push_back(time[0] / time[1]);
        seconds.push_back(time[0]);
    }
    state.counters["gain"] = median(gain);
    state.counters["seconds_on_one_thread"] = median(seconds);
}

BENCHMARK(work)->Iterations(7)->Unit(benchmark::kMillisecond);
BENCHMARK(parallel_search)->Iterations(5)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
