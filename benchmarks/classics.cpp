// How much does the engine cost? Money exchange and Bass diffusion against plain loops, as a ratio in one run.
#include "models/classics/classics.hpp"

#include "benchmarks/limit/limit.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/simulation/simulation.hpp"
#include "models/classics/network_rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

using namespace tianji;

namespace {

constexpr std::uint64_t seed = 1;

// Takes all measures in every tick, as a recorder would.
class LastMeasure : public Observer {
public:
    explicit LastMeasure(std::vector<Measure> const& measures) : measures_(measures) {}
    void observe(World const& world) override
    {
        for (Measure const& measure : measures_) measure.observe(world, values);
    }
    std::vector<double> values;

private:
    std::vector<Measure> const& measures_;
};

double seconds_of(auto const& run)
{
    auto const begin = std::chrono::steady_clock::now();
    run();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values)
{
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
    return values[values.size() / 2];
}

using Limit = double (*)(limit::Csr const&, std::int64_t ticks, int threads);

void compare(std::string const& name, Model const& model, Limit plain, std::int64_t agents, std::int64_t ticks,
             int threads)
{
    std::string const text =
        fmt::format("{{tianji: 1, model: {}, name: benchmark, calendar: {{ticks: {}}}, network: {{agents: {}}}}}",
                    model.name, ticks, agents);
    Scenario const scenario = read_scenario_text(text, "benchmark", ".", std::vector{model});
    limit::Csr csr;
    std::vector<double> engine_ns, limit_ns, ratios;
    double const per = 1e9 / static_cast<double>(agents * ticks);
    for (int repeat = 0; repeat < 7; ++repeat) {
        Builder builder({}, ticks, seed, 0);
        scenario.rules->build(builder);
        Simulation simulation(std::move(builder), threads);
        if (csr.offsets.empty()) {
            csr.offsets.push_back(0);
            for (std::uint32_t v = 0; v < agents; ++v) {
                auto const neighbours = simulation.world().graph.neighbours(v);
                csr.targets.insert(csr.targets.end(), neighbours.begin(), neighbours.end());
                csr.offsets.push_back(static_cast<std::uint32_t>(csr.targets.size()));
            }
        }
        LastMeasure observer(simulation.measures());
        double expected = 0.0;
        limit_ns.push_back(per * seconds_of([&] { expected = plain(csr, ticks, threads); }));
        engine_ns.push_back(per * seconds_of([&] { simulation.run(observer); }));
        ratios.push_back(engine_ns.back() / limit_ns.back());
        if (observer.values.front() != expected) {
            fmt::print("{}: the engine and the plain loop disagree: {} and {}\n", name, observer.values.front(),
                       expected);
            std::exit(1);
        }
    }
    fmt::print("{:<16} {:>9} {:>7} {:>12.2f} {:>12.2f} {:>8.2f}\n", name, agents, threads, median(limit_ns),
               median(engine_ns), median(ratios));
}

} // namespace

int main()
{
    fmt::print(
        "Engine against a hand-written loop with identical draws (Watts-Strogatz, k = 8, p = 0.1; median of 7)\n");
    fmt::print("{:<16} {:>9} {:>7} {:>12} {:>12} {:>8}\n", "model", "agents", "threads", "limit [ns]", "engine [ns]",
               "ratio");
    for (std::int64_t agents : {10'000, 100'000, 1'000'000})
        for (int threads : {1, 2}) {
            std::int64_t const ticks = std::max<std::int64_t>(10, 4'000'000 / agents);
            compare(
                "money_exchange", classics::money_exchange(),
                [](limit::Csr const& n, std::int64_t t, int c) { return limit::money_exchange(n, 1, seed, t, c); },
                agents, ticks, threads);
            compare(
                "bass", classics::bass(),
                [](limit::Csr const& n, std::int64_t t, int c) { return limit::bass(n, 0.03, 0.38, seed, t, c); },
                agents, std::min<std::int64_t>(ticks, 16), threads);
        }
}
