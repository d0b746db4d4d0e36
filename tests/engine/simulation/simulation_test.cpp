#include "tests/engine/simulation/names.hpp"
#include "tests/engine/simulation/sample.hpp"

#include <catch2/catch.hpp>

#include <utility>

using namespace tianji;
using namespace tianji::sample;

namespace {

struct Climb {
    Own<&Firms::seen> seen;
    void operator()(Self<Firms> self) const { ++seen[self]; }
};

struct Witness : Observer {
    std::vector<std::string> story;
    std::vector<std::uint64_t> digests;
    std::int64_t stop_after = 1000;
    void begin(World const&) override { story.emplace_back("begin"); }
    void observe(World const& world) override { story.push_back("tick " + std::to_string(world.clock.tick)); }
    void audited(World const&, std::string_view process, std::uint64_t digest) override
    {
        story.emplace_back(process);
        digests.push_back(digest);
    }
    void end(World const&) override { story.emplace_back("end"); }
    bool wants_to_stop() const override { return static_cast<std::int64_t>(story.size()) > stop_after; }
};

void climb_and_draw(Builder& b)
{
    found_firms(b, 5);
    b.each<Climb>("climb");
    b.rounds(
        "rounds", 2, [](World const&) { return false; },
        [](Builder& r) {
            r.each<Draw>("draw");
            struct Nothing {
                void operator()(Once) const {}
            };
            r.once<Nothing>("nothing");
        });
}

} // namespace

TEST_CASE("An observer is told of the beginning, each tick and the end")
{
    Simulation simulation = simulation_of(climb_and_draw, {.ticks = 2});
    Witness witness;
    Outcome const outcome = simulation.run(witness);
    CHECK(witness.story == std::vector<std::string>{"begin", "tick 0", "tick 1", "end"});
    CHECK(outcome.ticks == 2);
    CHECK_FALSE(outcome.was_stopped);
    CHECK(outcome.digest == simulation.world().digest());
}

TEST_CASE("With the audit an observer gets a digest after every process of every round")
{
    Simulation simulation = simulation_of(climb_and_draw, {.audit = Audit::yes});
    Witness witness;
    simulation.run(witness);
    CHECK(witness.story ==
          std::vector<std::string>{"begin", "climb", "draw", "nothing", "draw", "nothing", "tick 0", "end"});
    REQUIRE(witness.digests.size() == 5);
    CHECK(witness.digests[0] != witness.digests[1]);
    CHECK(witness.digests[1] == witness.digests[2]);
    CHECK(witness.digests[2] != witness.digests[3]);

    Simulation again = simulation_of(climb_and_draw, {.audit = Audit::yes});
    Witness other;
    again.run(other);
    CHECK(other.digests == witness.digests);
}

TEST_CASE("The audit changes nothing")
{
    Simulation with = simulation_of(climb_and_draw, {.ticks = 3, .audit = Audit::yes});
    Simulation without = simulation_of(climb_and_draw, {.ticks = 3});
    CHECK(run(with).digest == run(without).digest);
}

TEST_CASE("An observer may stop the run after a tick, and it can go on")
{
    Simulation simulation = simulation_of(climb_and_draw, {.ticks = 9});
    Witness witness;
    witness.stop_after = 4; // "begin" and four ticks
    Outcome const half = simulation.run(witness);
    CHECK(half.was_stopped);
    CHECK(half.ticks == 4);
    Outcome const whole = run(simulation);
    CHECK(whole.ticks == 9);

    Simulation straight = simulation_of(climb_and_draw, {.ticks = 9});
    CHECK(run(straight).digest == whole.digest);
}

TEST_CASE("What a model says must hold is checked after each tick")
{
    Simulation simulation = simulation_of(
        [](Builder& b) {
            climb_and_draw(b);
            b.invariant("nobody climbs beyond 2", [](World const& world) -> std::string {
                return world.population<Firms>().seen[0] > 2 ? "firm 0 is at 3" : "";
            });
        },
        {.ticks = 9});
    CHECK_THROWS_WITH(run(simulation), Names("nobody climbs beyond 2", "firm 0 is at 3", "tick 2"));
}

TEST_CASE("A measure of one number is a function of the world")
{
    Simulation simulation = simulation_of(
        [](Builder& b) {
            climb_and_draw(b);
            b.measure(
                "height", "1", "how high firm 0 is",
                [](World const& world) { return static_cast<double>(world.population<Firms>().seen[0]); }, 4);
        },
        {.ticks = 3});
    run(simulation);
    Measure const& height = simulation.measures().at(0);
    CHECK(height.cadence == 4);
    CHECK(height.labels.empty());
    std::vector<double> values{9.0, 9.0};
    height.observe(std::as_const(simulation).world(), values);
    CHECK(values == std::vector{3.0});
}
