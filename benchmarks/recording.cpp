// What does recording cost? The same run with nobody watching, with all measures written to a result file, and with a
// panel as well; interleaved, on the clock, until the file is closed. Counters: what it adds, as a share of the run.
#include "benchmarks/measuring.hpp"
#include "engine/base/memory.hpp"
#include "engine/record/recorder.hpp"
#include "models/classics/classics.hpp"
#include "models/ecosystem/ecosystem.hpp"

#include <benchmark/benchmark.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

using namespace tianji;
using namespace tianji::benchmarks;

namespace {

namespace fs = std::filesystem;

double seconds_alone(Scenario const& scenario)
{
    Simulation simulation = simulation_of(scenario, 1);
    Observer nobody;
    return seconds_of(2, [&] { simulation.run(nobody); });
}

double seconds_recorded(Scenario const& scenario, fs::path const& file)
{
    Simulation simulation = simulation_of(scenario, 1);
    double const seconds = seconds_of(2, [&] {
        Recorder recorder(simulation, scenario, {}, file, Overwrite::yes);
        simulation.run(recorder);
    });
    return seconds;
}

void compare(benchmark::State& state, Scenario const& scenario)
{
    keep_freed_memory(); // as the program does
    fs::path const file = fs::temp_directory_path() / "tianji_benchmark_recording.h5";
    std::vector<double> share, alone;
    double bytes = 0.0;
    for (auto _ : state) {
        alone.push_back(seconds_alone(scenario));
        share.push_back(seconds_recorded(scenario, file) / alone.back() - 1.0);
        bytes = static_cast<double>(fs::file_size(file));
        fs::remove(file); // to replace a file takes time too
    }
    state.counters["added"] = median(share);
    state.counters["seconds_alone"] = median(alone);
    state.counters["megabytes"] = bytes / 1e6;
}

// A population with ten columns; each takes a random step in every tick.
struct Walkers : Population {
    Walkers() : Population("walkers") {}
    Column<double> axis0{*this, "axis0", "1", "where it stands on axis 0", 0.0};
    Column<double> axis1{*this, "axis1", "1", "where it stands on axis 1", 0.0};
    Column<double> axis2{*this, "axis2", "1", "where it stands on axis 2", 0.0};
    Column<double> axis3{*this, "axis3", "1", "where it stands on axis 3", 0.0};
    Column<double> axis4{*this, "axis4", "1", "where it stands on axis 4", 0.0};
    Column<double> axis5{*this, "axis5", "1", "where it stands on axis 5", 0.0};
    Column<double> axis6{*this, "axis6", "1", "where it stands on axis 6", 0.0};
    Column<double> axis7{*this, "axis7", "1", "where it stands on axis 7", 0.0};
    Column<double> axis8{*this, "axis8", "1", "where it stands on axis 8", 0.0};
    Column<double> axis9{*this, "axis9", "1", "where it stands on axis 9", 0.0};
};

struct Walk {
    Own<&Walkers::axis0> axis0;
    Own<&Walkers::axis1> axis1;
    Own<&Walkers::axis2> axis2;
    Own<&Walkers::axis3> axis3;
    Own<&Walkers::axis4> axis4;
    Own<&Walkers::axis5> axis5;
    Own<&Walkers::axis6> axis6;
    Own<&Walkers::axis7> axis7;
    Own<&Walkers::axis8> axis8;
    Own<&Walkers::axis9> axis9;

    void operator()(Self<Walkers> self, Stream& luck) const
    {
        axis0[self] += luck.uniform(-1.0, 1.0);
        axis1[self] += luck.uniform(-1.0, 1.0);
        axis2[self] += luck.uniform(-1.0, 1.0);
        axis3[self] += luck.uniform(-1.0, 1.0);
        axis4[self] += luck.uniform(-1.0, 1.0);
        axis5[self] += luck.uniform(-1.0, 1.0);
        axis6[self] += luck.uniform(-1.0, 1.0);
        axis7[self] += luck.uniform(-1.0, 1.0);
        axis8[self] += luck.uniform(-1.0, 1.0);
        axis9[self] += luck.uniform(-1.0, 1.0);
    }
};

struct RandomWalk : Rules {
    void declare(Parameters&) override {}
    void build(Builder& b) const override
    {
        b.population<Walkers>(100'000);
        b.each<Walk>("walk");
    }
};

Model random_walk()
{
    return {"random_walk", "1", "Ten random walks each", [] { return std::make_unique<RandomWalk>(); }};
}

void panel(benchmark::State& state)
{
    compare(state, scenario_of(random_walk(), 80, "record: {panels: {walkers: {every: 4}}}"));
}

void classic_measures(benchmark::State& state, Model (*model)())
{
    compare(state, scenario_of(model(), 60, "network: {agents: 1000000}, record: {graph: false}"));
}

Scenario dutch(std::vector<Override> const& overrides)
{
    fs::path const path = fs::path(TIANJI_SOURCE_DIR) / "scenarios/netherlands/direct_grant.yaml";
    return read_scenario(path, std::vector{ecosystem::model()}, overrides);
}

// What the measures of a run cost, without a file.
void netherlands_measures(benchmark::State& state)
{
    keep_freed_memory();
    Scenario const scenario = dutch({});
    std::vector<double> share;
    for (auto _ : state) {
        double const alone = seconds_alone(scenario);
        Simulation simulation = simulation_of(scenario, 1);
        TakeMeasures measures(simulation.measures());
        share.push_back(seconds_of(2, [&] { simulation.run(measures); }) / alone - 1.0);
    }
    state.counters["added"] = median(share);
}

// All that is recorded by default: measures, events, tables with every application, listings, the network twice.
void netherlands(benchmark::State& state) { compare(state, dutch({})); }

BENCHMARK_CAPTURE(classic_measures, money_exchange, classics::money_exchange)->Iterations(7);
BENCHMARK_CAPTURE(classic_measures, bass, classics::bass)->Iterations(7);
BENCHMARK(netherlands_measures)->Iterations(7);
BENCHMARK(netherlands)->Iterations(7);
BENCHMARK(panel)->Iterations(7);

} // namespace

BENCHMARK_MAIN();
