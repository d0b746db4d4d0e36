#include "engine/experiment/run_maker.hpp"

#include "engine/base/problem_list.hpp"
#include "engine/record/run_layout.hpp"
#include "engine/simulation/simulation_of.hpp"

#include <chrono>
#include <limits>
#include <utility>

namespace tianji {

namespace {

// All measures in every tick, unknown where they are not due.
class MeasureRows : public Observer {
public:
    MeasureRows(std::vector<Measure> const& measures, std::int64_t ticks) : measures_(&measures), ticks_(ticks) {}

    void observe(World const& world) override
    {
        std::int64_t const tick = world.clock.tick;
        for (Measure const& measure : *measures_) {
            std::size_t const size = measure.dimension.empty() ? 1 : measure.labels.size();
            value_.assign(size, std::numeric_limits<double>::quiet_NaN());
            if (tick % measure.cadence == 0 || tick + 1 == ticks_) measure.observe(world, value_);
            rows.insert(rows.end(), value_.begin(), value_.end());
        }
    }

    std::vector<double> rows;

private:
    std::vector<Measure> const* measures_;
    std::int64_t ticks_;
    std::vector<double> value_; // of one measure
};

} // namespace

Cell const& RunMaker::cell(PlannedRun const& run)
{
    if (cells_.empty() || point_ != run.point) {
        cells_.clear();
        cells_.resize(plan_->n_policies());
        point_ = run.point;
        history_.reset();
    }
    std::unique_ptr<Cell>& cell = cells_[run.policy];
    if (!cell) cell = std::make_unique<Cell>(cell_of(*plan_, run.policy, run.point, models_));
    if (id_of(*cell, run.replicate) != run.id)
        refuse_file(plan_->experiment.path.string(), "a run is not what was planned",
                    "the program or an input has changed since", "plan again");
    return *cell;
}

RunMaker::History const& RunMaker::history(PlannedRun const& run, Cell const& cell)
{
    if (!history_ || history_->point != run.point || history_->replicate != run.replicate) {
        Simulation simulation = simulation_of(*cell.history, run.replicate, 1);
        std::vector<Measure> const measures = selected_measures(simulation, *cell.history);
        MeasureRows rows(measures, simulation.ticks());
        while (simulation.world().clock.tick < cell.branch_tick) simulation.step(rows);
        history_ = History{run.point, run.replicate, save_state(simulation.world()), std::move(rows.rows)};
    }
    return *history_;
}

RunRecord RunMaker::make(PlannedRun const& run)
{
    auto const begun = std::chrono::steady_clock::now();
    Cell const& what = cell(run);
    Simulation simulation = simulation_of(what.scenario, run.replicate, 1);
    layout_ = selected_measures(simulation, what.scenario);
    MeasureRows rows(layout_, simulation.ticks());
    if (what.history) {
        History const& shared = history(run, what);
        rows.rows = shared.rows;
        simulation.restore(shared.state, what.branch_tick, plan_->experiment.path.string());
    }
    Outcome const outcome = simulation.run(rows);
    RunRecord record;
    record.id = run.id;
    record.seed = what.scenario.header.seed;
    record.digest = outcome.digest;
    record.ticks = outcome.ticks;
    record.values = std::move(rows.rows);
    record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return record;
}

} // namespace tianji
