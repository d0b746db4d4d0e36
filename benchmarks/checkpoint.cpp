// What does a checkpoint of a million agents with four million ties cost, next to a tick of that world?
#include "engine/record/checkpoint.hpp"

#include "benchmarks/measuring.hpp"
#include "engine/base/elementary.hpp"
#include "engine/graph/generators.hpp"
#include "engine/record/result_file.hpp"
#include "engine/simulation/simulation.hpp"
#include "engine/world/digest.hpp"

#include <benchmark/benchmark.h>

#include <filesystem>
#include <vector>

using namespace tianji;
using namespace tianji::benchmarks;

namespace {

struct Agents : Population {
    Agents() : Population("agents") {}
    Column<double> level{*this, "level", "1", "a number", 0.0};
    Column<std::int64_t> word{*this, "word", "1", "another", 0};
    Purse cash{*this, "cash", "money"};
};

// Reads all neighbours, pays one, and now and then ends a tie and forms another.
struct Live {
    Network<Agents> network;
    ReadWrite<&Agents::level> level;
    Own<&Agents::word> word;
    Pay<&Agents::cash> cash;
    Ties<Agents> ties;

    void operator()(Self<Agents> self, Stream& luck) const
    {
        auto const partners = network.neighbours(self);
        if (partners.empty()) return;
        double sum = 0.0;
        for (Row<Agents> other : partners) sum += level[other];
        level.set(self, 0.9 * sum / static_cast<double>(partners.size()) + 0.1 * exp(luck.normal()));
        Row<Agents> const one = partners[luck.below(partners.size())];
        word[self] += one.index;
        if (cash.balance(self) > Money{0}) cash.pay(self, one, Money{1});
        if (!luck.chance(0.01)) return;
        ties.end(self, one, 0, 0);
        Row<Agents> const other{static_cast<std::uint32_t>(luck.below(1'000'000))};
        if (other != self.row()) ties.add(self, other, 0, 1.0F, 0);
    }
};

Simulation world_of(std::uint32_t agents, std::uint32_t ties_each)
{
    Builder b(Clock{}, 100, 1, 0);
    b.world().ledger.declare_purposes({"gift"});
    b.population<Agents>(agents);
    for (std::uint32_t row = 0; row < agents; ++row)
        b.world().ledger.endow(b.world().account(&Agents::cash, Row<Agents>{row}), Money{100});
    b.network<Agents>(ring_lattice(agents, 2 * ties_each));
    b.each<Live>("live");
    return Simulation(std::move(b), 1);
}

// Seconds; the run waits for `copying` and `digest`, the writer's thread does `writing`.
void checkpoint(benchmark::State& state)
{
    namespace fs = std::filesystem;
    fs::path const folder = fs::temp_directory_path() / "tianji_bench_checkpoint";
    fs::create_directories(folder);
    fs::path const path = folder / "x.checkpoint.h5";
    ResultFile result = ResultFile::create(folder / "x.h5", Overwrite::yes);
    result.flush();
    Simulation simulation = world_of(1'000'000, 4);
    simulation.step();
    std::vector<double> tick, copying, digest, writing, reading, loading;
    for (auto _ : state) {
        Checkpoint taken;
        tick.push_back(seconds_of(2, [&] { simulation.step(); }));
        copying.push_back(seconds_of(2, [&] { taken.state = save_state(simulation.world()); }));
        digest.push_back(seconds_of(2, [&] { taken.digest = simulation.world().digest(); }));
        writing.push_back(seconds_of(2, [&] { write_checkpoint(taken, result.part_path(), path); }));
        reading.push_back(seconds_of(2, [&] { taken = read_checkpoint(path); }));
        loading.push_back(
            seconds_of(2, [&] { simulation.restore(taken.state, simulation.world().clock.tick, path.string()); }));
    }
    state.counters["tick"] = median(tick);
    state.counters["copying"] = median(copying);
    state.counters["digest"] = median(digest);
    state.counters["writing"] = median(writing);
    state.counters["reading"] = median(reading);
    state.counters["loading"] = median(loading);
    state.counters["megabytes"] = static_cast<double>(fs::file_size(path)) / 1e6;
    fs::remove_all(folder);
}

BENCHMARK(checkpoint)->Iterations(5)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
