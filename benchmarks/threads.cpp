// What do two threads gain where an agent has much to do?
//
// `work`: 100 000 agents, each with 24 draws and logarithms per tick (some 700 ns), against the same as a plain loop on
// two threads: `gain` of the engine, `limit_gain` of the loop (two cores that share a unit gain less than two).
// `parallel_search`: 100 agents on each of 1000 NK landscapes, N = 20, K = 5 (Lazer and Friedman 2007).
#include "benchmarks/measuring.hpp"
#include "models/classics/classics.hpp"
#include "models/classics/landscape.hpp"

#include <benchmark/benchmark.h>

#include <barrier>
#include <cstdint>
#include <span>
#include <thread>
#include <vector>

using namespace tianji;
using namespace tianji::benchmarks;

namespace {

constexpr std::uint32_t agents = 100'000;
constexpr std::int64_t ticks = 10;
constexpr int draws = 24;
constexpr std::int64_t search_ticks = 30;

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

// Plain arrays for the search on landscapes of which every one has a group of agents who all see each other: the same
// table of contributions and the same steps as models/classics/parallel_search.cpp.
struct PlainSearch {
    static constexpr std::uint32_t landscapes = 1000, group = 100, loci = 20, width = 6;
    std::vector<std::uint8_t> inputs;         // (landscapes, loci, width)
    std::vector<std::uint32_t> contributions; // (landscapes, loci, 2^width)
    std::vector<classics::Solution> solution, next_solution;
    std::vector<std::uint64_t> fitness, next_fitness;

    PlainSearch()
        : inputs(std::size_t{landscapes} * loci * width),
          contributions((std::size_t{landscapes} * loci) << width),
          solution(std::size_t{landscapes} * group),
          next_solution(solution),
          fitness(solution.size()),
          next_fitness(fitness)
    {
        Stream luck({1, 0, 0, hash_of("draw_landscape")}, 0);
        for (std::uint8_t& input : inputs) input = static_cast<std::uint8_t>(luck.below(loci));
        for (std::uint32_t& one : contributions) one = static_cast<std::uint32_t>(luck.word() >> 32);
    }

    void search(std::uint32_t first, std::uint32_t last, std::uint64_t tick)
    {
        Stream luck({1, 0, tick, hash_of("search")});
        for (std::uint32_t i = first; i < last; ++i) {
            luck.begin(i);
            std::size_t const here = i / group;
            classics::Landscape const landscape{std::span(inputs).subspan(here * loci * width, loci * width),
                                                std::span(contributions).subspan(here * loci << width, loci << width),
                                                loci};
            std::uint32_t best = i;
            for (std::uint32_t other = i / group * group; other < (i / group + 1) * group; ++other)
                if (fitness[other] > fitness[best]) best = other;
            classics::Solution const trial = solution[i] ^ (classics::Solution{1} << luck.below(loci));
            std::uint64_t const worth = best == i ? landscape.fitness(trial) : 0;
            bool const is_better = worth > fitness[i];
            next_solution[i] = is_better ? trial : solution[best];
            next_fitness[i] = is_better ? worth : fitness[best];
        }
    }
};

double plain_search_seconds(int threads)
{
    PlainSearch plain;
    auto const n = static_cast<std::uint32_t>(plain.solution.size());
    std::barrier together(threads, [&]() noexcept {
        plain.solution.swap(plain.next_solution);
        plain.fitness.swap(plain.next_fitness);
    });
    auto const part = [&](std::uint32_t first, std::uint32_t last) {
        for (std::uint64_t tick = 0; tick < search_ticks; ++tick) {
            plain.search(first, last, tick);
            together.arrive_and_wait();
        }
    };
    return seconds_of(2, [&] {
        std::jthread other;
        if (threads == 2) other = std::jthread(part, n / 2, n);
        part(0, threads == 2 ? n / 2 : n);
    });
}

void parallel_search(benchmark::State& state)
{
    Scenario const scenario = scenario_of(classics::parallel_search(), search_ticks, "landscape: {landscapes: 1000}");
    std::vector<double> gain, limit_gain, seconds;
    for (auto _ : state) {
        double time[2];
        for (int threads : {1, 2}) {
            Simulation simulation = simulation_of(scenario, threads);
            Observer nobody;
            time[threads - 1] = seconds_of(2, [&] { simulation.run(nobody); });
        }
        gain.push_back(time[0] / time[1]);
        limit_gain.push_back(plain_search_seconds(1) / plain_search_seconds(2));
        seconds.push_back(time[0]);
    }
    state.counters["gain"] = median(gain);
    state.counters["limit_gain"] = median(limit_gain);
    state.counters["seconds_on_one_thread"] = median(seconds);
}

BENCHMARK(work)->Iterations(7)->Unit(benchmark::kMillisecond);
BENCHMARK(parallel_search)->Iterations(5)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
