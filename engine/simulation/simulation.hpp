// The tick loop.
#pragma once

#include "engine/simulation/builder.hpp"
#include "engine/simulation/observer.hpp"

#include <cstdint>
#include <memory>
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

    Outcome run(Observer& observer);

    World const& world() const { return *world_; }
    World& world() { return *world_; }
    std::vector<Measure> const& measures() const { return measures_; }
    std::vector<Listing> const& listings() const { return listings_; }
    std::int64_t ticks() const { return ticks_; }

private:
    bool finished() const { return world_->clock.tick >= ticks_; }
    void ensure_invariants();

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
};

} // namespace tianji
