// What does a checkpoint of a million agents with four million ties cost, next to a tick of that world?
#include "engine/record/checkpoint.hpp"

#include "engine/base/elementary.hpp"
#include "engine/graph/generators.hpp"
#include "engine/record/result_file.hpp"
#include "engine/simulation/simulation.hpp"
#include "engine/world/digest.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace {

using namespace tianji;

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

template <class Act>
double seconds(Act const& act)
{
    auto const begun = std::chrono::steady_clock::now();
    act();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

} // namespace

int main(int argc, char** argv)
{
    namespace fs = std::filesystem;
    auto const agents = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 1'000'000);
    fs::path const folder = fs::temp_directory_path() / "tianji_bench_checkpoint";
    fs::create_directories(folder);
    fs::path const path = folder / "x.checkpoint.h5";
    ResultFile result = ResultFile::create(folder / "x.h5", Overwrite::yes);
    result.flush();
    Simulation simulation = world_of(agents, 4);
    simulation.step();
    double tick = 0.0, take = 0.0, digest = 0.0, write = 0.0, read = 0.0, load = 0.0;
    int const times = 3;
    for (int i = 0; i < times; ++i) {
        Checkpoint checkpoint;
        tick += seconds([&] { simulation.step(); });
        take += seconds([&] { checkpoint.state = save_state(simulation.world()); });
        digest += seconds([&] { checkpoint.digest = simulation.world().digest(); });
        write += seconds([&] { write_checkpoint(checkpoint, result.part_path(), path); });
        read += seconds([&] { checkpoint = read_checkpoint(path); });
        load += seconds([&] { simulation.restore(checkpoint.state, simulation.world().clock.tick, path.string()); });
    }
    std::printf("%u agents, %zu ties, 1 thread: tick %.3f s; the run waits for copying %.3f s and digest %.3f s; "
                "writing %.3f s on the other thread; %.1f MB; reading %.3f s, loading %.3f s\n",
                agents, simulation.world().graph.tie_count(), tick / times, take / times, digest / times, write / times,
                static_cast<double>(fs::file_size(path)) / 1e6, read / times, load / times);
    fs::remove_all(folder);
}
