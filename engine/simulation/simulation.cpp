#include "engine/simulation/simulation.hpp"

#include <utility>

namespace tianji {

Simulation::Simulation(Builder builder, int threads, Audit audit, Division division)
    : ticks_(builder.ticks_),
      luck_{builder.seed_, builder.replicate_, 0, 0},
      executor_(threads),
      audit_(audit),
      division_(division)
{
    builder.finish();
    world_ = std::move(builder.world_);
    schedule_ = std::move(builder.schedule_);
    measures_ = std::move(builder.measures_);
    listings_ = std::move(builder.listings_);
    invariants_ = std::move(builder.invariants_);
    if (audit == Audit::yes) world_->ledger.start_audit();
}

Outcome Simulation::run(Observer& observer)
{
    Outcome outcome;
    Engine engine{*world_, executor_, luck_, division_};
    engine.profile = profile_.get();
    if (audit_ == Audit::yes)
        engine.ended = [&](Process const& process) { observer.audited(*world_, process.name, world_->digest()); };
    observer.begin(*world_);
    while (!finished() && !outcome.was_stopped) {
        run_tick(engine);
        observe(observer);
        end_tick();
        outcome.was_stopped = observer.wants_to_stop();
    }
    outcome.ticks = world_->clock.tick;
    outcome.digest = world_->digest();
    observer.end(*world_);
    return outcome;
}

void Simulation::run_tick(Engine const& engine)
{
    world_->ledger.begin_tick();
    for (auto const& process : schedule_)
        run_process(*process, engine); // bodies, then births ▸ money ▸ ties ▸ mail ▸ deaths
    ensure_invariants();
}

void Simulation::observe(Observer& observer)
{
    Stopwatch const watch(profile_.get(), "observers", Profile::Part::body);
    observer.observe(*world_);
}

void Simulation::end_tick()
{
    world_->clear_log();
    ++world_->clock.tick;
}

void Simulation::step(std::function<void(Process const&)> const& ended)
{
    Engine engine{*world_, executor_, luck_, division_};
    engine.ended = ended;
    run_tick(engine);
    end_tick();
}

void Simulation::step(Observer& observer)
{
    run_tick({*world_, executor_, luck_, division_});
    observer.observe(*world_);
    end_tick();
}

void Simulation::restore(SavedState const& state, std::int64_t ticks, std::string const& file)
{
    load_state(*world_, state, file);
    world_->clock.tick = ticks;
}

void Simulation::ensure_invariants()
{
    Stopwatch const watch(profile_.get(), "invariants", Profile::Part::body);
    world_->ensure_invariants(executor_);
    for (Invariant const& invariant : invariants_) {
        std::string const broken = invariant.check(*world_);
        ensures(broken.empty(), invariant.name + ": " + broken + ", tick " + std::to_string(world_->clock.tick));
    }
}

} // namespace tianji
