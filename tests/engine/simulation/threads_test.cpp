// The same bits for any number of threads.
#include "tests/engine/simulation/town.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>
#include <tuple>

using namespace tianji;
using namespace tianji::sample;

namespace {

// Everything an observer can see of a town.
struct Chronicle : Observer {
    std::vector<std::uint64_t> digests;
    std::vector<std::tuple<int, int, int, int, double, int>> events;
    void observe(World const& world) override
    {
        digests.push_back(world.digest());
        for (Event const& e : world.events.rows)
            events.emplace_back(e.tick, e.kind, e.subject, e.object, e.value, e.reason);
    }
    void audited(World const&, std::string_view, std::uint64_t digest) override { digests.push_back(digest); }
    bool operator==(Chronicle const& other) const { return digests == other.digests && events == other.events; }
};

Chronicle chronicle_of(Settings settings)
{
    settings.ticks = 8;
    Simulation simulation = simulation_of([](Builder& b) { build_town(b); }, settings);
    Chronicle chronicle;
    simulation.run(chronicle);
    return chronicle;
}

// A block with much work; then two, each of which waits for the other: on one thread they would wait in vain.
struct Meeting {
    std::mutex mutex;
    std::condition_variable changed;
    std::set<std::thread::id> present;
};
struct Meet {
    static constexpr std::uint32_t rows_per_block = 1;
    Meeting* meeting;
    Own<&Firms::seen> seen;
    void operator()(Self<Firms> self) const
    {
        if (self.index() == 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            seen[self] = 1;
            return;
        }
        std::unique_lock lock(meeting->mutex);
        meeting->present.insert(std::this_thread::get_id());
        meeting->changed.notify_all();
        seen[self] =
            meeting->changed.wait_for(lock, std::chrono::seconds(20), [&] { return meeting->present.size() == 2; });
    }
};

struct PayOne {
    static constexpr std::uint32_t rows_per_block = 256;
    Pay<&Firms::cash> cash;
    void operator()(Self<Firms> self) const
    {
        for (int i = 0; i < 10; ++i) cash.pay(self, Row<Firms>{0}, Money{1});
    }
};

} // namespace

TEST_CASE(
    "A process is divided among threads where that is asked for, and where its first block has shown that it pays")
{
    Division const division = GENERATE(Division::always, Division::where_it_pays);
    Meeting meeting;
    Simulation simulation = simulation_of(
        [&](Builder& b) {
            found_firms(b, 3);
            b.each<Meet>("meet", &meeting);
        },
        {.threads = 2, .division = division});
    run(simulation);
    CHECK(values_of(firms_of(simulation).seen) == std::vector<std::int64_t>{1, 1, 1});
}

TEST_CASE("A town is a busy place")
{
    Simulation simulation = simulation_of([](Builder& b) { build_town(b); }, {.ticks = 8});
    Chronicle chronicle;
    simulation.run(chronicle);
    std::vector<int> seen(5, 0);
    for (auto const& event : chronicle.events) ++seen[static_cast<std::size_t>(std::get<1>(event))];
    for (EventWord const word :
         {EventWord::tie_formed, EventWord::tie_strengthened, EventWord::tie_ended, EventWord::birth, EventWord::death})
        CHECK(seen[static_cast<std::size_t>(word)] > 100);
    Ledger const& ledger = simulation.world().ledger;
    CHECK(ledger.paid_ever(0) > Money{100'000});
    CHECK(ledger.paid_ever(1) > Money{100'000});
}

TEST_CASE("A town lives the same life on 1, 2, 3 and 8 threads, divided or not")
{
    Chronicle const alone = chronicle_of({.threads = 1});
    REQUIRE(alone.digests.size() == 8);
    for (int threads : {1, 2, 3, 8}) {
        INFO(threads << " threads");
        CHECK(chronicle_of({.threads = threads, .division = Division::always}) == alone);
    }
    CHECK(chronicle_of({.threads = 2}) == alone);
}

TEST_CASE("With the audit a town lives the same life, process by process, and no account is unexplained")
{
    Chronicle const alone = chronicle_of({.threads = 1, .audit = Audit::yes});
    CHECK(chronicle_of({.threads = 3, .audit = Audit::yes, .division = Division::always}) == alone);
    CHECK(alone.events == chronicle_of({.threads = 1}).events);
}

TEST_CASE("Another seed is another life")
{
    CHECK(chronicle_of({.seed = 1}).digests.back() != chronicle_of({.seed = 2}).digests.back());
}

TEST_CASE("Many payers to one account lose nothing on many threads")
{
    Simulation simulation = simulation_of(
        [](Builder& b) {
            found_firms(b, 50'000, 100);
            b.each<PayOne>("pay");
        },
        {.ticks = 10, .threads = 4, .audit = Audit::yes, .division = Division::always});
    run(simulation);
    CHECK(firms_of(simulation).cash.balance[0] == 50'000 * 100);
    CHECK(simulation.world().ledger.paid_ever(0) == Money{50'000 * 100});
}
