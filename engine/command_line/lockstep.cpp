#include "engine/command_line/lockstep.hpp"

#include "engine/base/contract.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace tianji::command_line {

namespace {

// Where a run stood between two ticks.
struct Moment {
    SavedState state;
    std::int64_t ticks = 0;
};

Moment moment_of(Replay& replay)
{
    World const& world = replay.simulation().world();
    return {save_state(world), world.clock.tick};
}

void go_back(Replay& replay, Moment const& moment)
{
    replay.simulation().restore(moment.state, moment.ticks, "a run made again");
}

struct Stage {
    std::string process;
    std::uint64_t digest = 0;

    friend bool operator==(Stage const&, Stage const&) = default;
};

// What a tick leads to, process by process.
std::vector<Stage> stages_of(Replay& replay)
{
    std::vector<Stage> stages;
    World const& world = replay.simulation().world();
    replay.simulation().step([&](Process const& process) { stages.push_back({process.name, world.digest()}); });
    return stages;
}

// The state after so many processes of a tick.
SavedState state_after(Replay& replay, std::size_t processes)
{
    SavedState state;
    World const& world = replay.simulation().world();
    replay.simulation().step([&](Process const&) {
        if (processes-- == 1) state = save_state(world);
    });
    return state;
}

StateDifference difference_of(SavedState const& one, SavedState const& two)
{
    return first_difference(one, two).value_or(StateDifference{"the network that nobody edits", "one", "another"});
}

// Both stand before the tick in which they part.
Divergence divergence_in_tick(Replay& one, Replay& two)
{
    Moment const before_one = moment_of(one), before_two = moment_of(two);
    std::vector<Stage> const a = stages_of(one), b = stages_of(two);
    auto const at = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
    expects(at < a.size(), "a tick that ends differently differs after one of its processes");
    go_back(one, before_one);
    go_back(two, before_two);
    return {before_one.ticks, a[at].process, difference_of(state_after(one, at + 1), state_after(two, at + 1))};
}

bool are_equal(Replay& one, Replay& two)
{
    return one.simulation().world().digest() == two.simulation().world().digest();
}

} // namespace

std::optional<Divergence> first_divergence(Replay& one, Replay& two, std::int64_t first, std::int64_t last)
{
    if (!are_equal(one, two)) return Divergence{-1, "", difference_of(moment_of(one).state, moment_of(two).state)};
    for (std::int64_t tick = 0; tick < last; ++tick) {
        one.branch_if_due();
        two.branch_if_due();
        if (tick < first) {
            one.simulation().step();
            two.simulation().step();
            continue;
        }
        Moment const before_one = moment_of(one), before_two = moment_of(two);
        one.simulation().step();
        two.simulation().step();
        if (are_equal(one, two)) continue;
        go_back(one, before_one);
        go_back(two, before_two);
        return divergence_in_tick(one, two);
    }
    return {};
}

} // namespace tianji::command_line
