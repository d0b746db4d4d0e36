// The tick loop.
#pragma once

#include "engine/simulation/builder.hpp"
#include "engine/simulation/observer.hpp"
#include "engine/world/state.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tianji {

enum class Audit : std::uint8_t { no, yes };

struct Outcome {
    std::uint64_t digest = 0;
    std::int64_t ticks = 0;
    bool was_stopped = false; // an observer asked for it
};

class Simulation {
public:
    // threads >= 1; results are identical for any number.
    Simulation(Builder builder, int threads, Audit audit = Audit::no, Division division = Division::where_it_pays);

    // From now on it is measured where the time goes.
    void start_profile() { profile_ = std::make_unique<Profile>(); }
    // Null without start_profile().
    Profile const* profile() const { return profile_.get(); }
    // From where the clock stands to the end.
    Outcome run(Observer& observer);
    // One tick; `ended`, where given, is called after each process.
    void step(std::function<void(Process const&)> const& ended = {});
    // One tick, observed: calls observe(), but neither begin() nor end().
    void step(Observer& observer);
    // Puts the world where it was after `ticks` ticks. Throws InvalidInput about `file` as load_state() does.
    void restore(SavedState const& state, std::int64_t ticks, std::string const& file);

    World const& world() const { return *world_; }
    World& world() { return *world_; }
    std::vector<Measure> const& measures() const { return measures_; }
    std::vector<Listing> const& listings() const { return listings_; }
    std::int64_t ticks() const { return ticks_; }

private:
    bool finished() const { return world_->clock.tick >= ticks_; }
    void run_tick(Engine const& engine);
    void end_tick();
    void ensure_invariants();
    void observe(Observer& observer);

    std::unique_ptr<World> world_;
    std::vector<std::unique_ptr<Process>> schedule_;
    std::vector<Measure> measures_;
    std::vector<Listing> listings_;
    std::vector<Invariant> invariants_;
    std::int64_t ticks_;
    StreamKey luck_;
    Executor executor_;
    Audit audit_;
    Division division_;
    std::unique_ptr<Profile> profile_;
};

} // namespace tianji
