// A run that is saved and goes on elsewhere is the run that was never interrupted.
#include "engine/base/message.hpp"
#include "tests/engine/simulation/town.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace tianji;
using namespace tianji::sample;

namespace {

constexpr std::int64_t ticks = 8;

Simulation town(int threads, std::uint64_t seed = 1)
{
    return simulation_of([](Builder& b) { build_town(b, 600); }, {ticks, threads, Audit::no, Division::always, seed});
}

// Saves the state after so many ticks, as a recorder would: before the clock has moved on.
struct Keeper : Observer {
    std::int64_t after;
    SavedState state = {};
    std::vector<std::uint64_t> digests = {};

    explicit Keeper(std::int64_t ticks_completed) : after(ticks_completed) {}
    void observe(World const& world) override
    {
        if (world.clock.tick + 1 == after) state = save_state(world);
        digests.push_back(world.digest(world.clock.tick + 1));
    }
};

bool has(SavedState const& state, std::string const& path)
{
    return std::ranges::any_of(state, [&](StateArray const& array) { return array.path == path; });
}

} // namespace

TEST_CASE("A town saved after any tick goes on as if nothing had been, on any number of threads")
{
    Keeper straight(0);
    Simulation whole = town(1);
    std::uint64_t const digest = whole.run(straight).digest;
    for (std::int64_t after = 1; after < ticks; ++after) {
        Keeper first(after);
        town(after % 2 == 0 ? 1 : 3).run(first);
        Simulation rest = town(after % 2 == 0 ? 4 : 1);
        rest.restore(first.state, after, "saved");
        CHECK(rest.world().digest() == straight.digests[static_cast<std::size_t>(after - 1)]);
        Executor alone(1);
        rest.world().ensure_invariants(alone);
        Keeper second(0);
        CHECK(rest.run(second).digest == digest);
        CHECK(second.digests.size() == static_cast<std::size_t>(ticks - after));
    }
}

TEST_CASE("A restored town has the audit of one that never stopped")
{
    auto const build = [](Builder& b) { build_town(b, 300); };
    Keeper first(3);
    Simulation whole = simulation_of(build, {ticks, 1});
    std::uint64_t const digest = whole.run(first).digest;
    Simulation audited = simulation_of(build, {ticks, 1, Audit::yes});
    audited.restore(first.state, 3, "saved");
    Observer nobody;
    CHECK(audited.run(nobody).digest == digest);
}

TEST_CASE("A saved town names columns, lives, accounts, ties and mail")
{
    Keeper keeper(4);
    town(1).run(keeper);
    for (char const* path :
         {"populations/firms/level", "lives/firms/keys", "accounts/firms/cash/balance", "ledger/paid_ever",
          "ledger/waiting/amount", "network/weight", "mail/note/messages", "populations/banks/seen"})
        CHECK(has(keeper.state, path));
}

TEST_CASE("What was saved is loaded where a newer state stands, too")
{
    Keeper keeper(3);
    Simulation simulation = town(2);
    std::uint64_t const digest = simulation.run(keeper).digest;
    simulation.restore(keeper.state, 3, "saved");
    for (std::int64_t tick = 3; tick < ticks; ++tick) simulation.step();
    CHECK(simulation.world().digest() == digest);
}

TEST_CASE("A step tells of each process in its order, and of those of rounds in each round")
{
    Simulation simulation = town(1);
    std::vector<std::string> names;
    simulation.step([&](Process const& process) { names.push_back(process.name); });
    CHECK(names ==
          std::vector<std::string>{"listen", "grow", "gossip", "trade", "trade", "mingle", "found", "rank", "exit"});
    CHECK(simulation.world().clock.tick == 1);
}

TEST_CASE("A state of another model is refused by the name of what does not fit")
{
    Keeper keeper(2);
    town(1).run(keeper);
    auto const problem_of = [&](SavedState const& state) {
        Simulation simulation = town(1);
        try {
            simulation.restore(state, 2, "x.h5");
        } catch (InvalidInput const& error) {
            return error.problems().front();
        }
        return Problem{};
    };
    SavedState missing = keeper.state;
    std::erase_if(missing, [](StateArray const& array) { return array.path == "populations/firms/word"; });
    CHECK(problem_of(missing).problem == "the state has no 'populations/firms/word'");
    CHECK(problem_of(missing).where.file == "x.h5");
    SavedState wider = keeper.state;
    for (StateArray& array : wider)
        if (array.path == "populations/firms/skill") array.shape.width = 4;
    CHECK(problem_of(wider).problem == "'populations/firms/skill' of the state has rows of 16 bytes");
    SavedState more = keeper.state;
    more.push_back({"populations/firms/secret", {}, {}});
    CHECK(problem_of(more).problem == "the state has 1 arrays that the model does not know");
}
