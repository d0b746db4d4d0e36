#include "engine/experiment/crew/run_maker.hpp"

#include "engine/base/problem_list.hpp"
#include "engine/experiment/crew/equal_outlay.hpp"
#include "engine/record/run_layout.hpp"
#include "engine/simulation/evaluation.hpp"
#include "engine/simulation/simulation_of.hpp"

#include <algorithm>
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
            value_.assign(width_of(measure), std::numeric_limits<double>::quiet_NaN());
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

void RunMaker::leave_neighbourhood(PlannedRun const& run)
{
    bool const is_first = cells_.empty();
    if (is_first || point_ != run.point) {
        cells_.clear();
        cells_.resize(plan_->n_policies());
    }
    if (is_first || point_ != run.point || replicate_ != run.replicate) {
        history_.reset();
        spent_.assign(plan_->n_policies(), std::nullopt);
    }
    point_ = run.point;
    replicate_ = run.replicate;
}

Cell const& RunMaker::cell(std::size_t policy, std::size_t point)
{
    std::unique_ptr<Cell>& cell = cells_[policy];
    if (!cell) cell = std::make_unique<Cell>(cell_of(*plan_, policy, point, models_));
    return *cell;
}

RunMaker::History const& RunMaker::history(PlannedRun const& run, Cell const& cell)
{
    if (!history_) {
        Simulation simulation = simulation_of(*cell.history, run.replicate, 1);
        std::vector<Measure> const measures = selected_measures(simulation, *cell.history);
        MeasureRows rows(measures, simulation.ticks());
        while (simulation.world().clock.tick < cell.branch_tick) simulation.step(rows);
        history_ = History{save_state(simulation.world()), std::move(rows.rows)};
    }
    return *history_;
}

RunRecord RunMaker::simulate(PlannedRun const& run, Cell const& cell)
{
    begins_();
    Simulation simulation = simulation_of(cell.scenario, run.replicate, 1);
    layout_ = selected_measures(simulation, cell.scenario);
    MeasureRows rows(layout_, simulation.ticks());
    if (cell.history) {
        History const& shared = history(run, cell);
        rows.rows = shared.rows;
        simulation.restore(shared.state, cell.branch_tick, plan_->experiment.path.string());
    }
    Outcome const outcome = simulation.run(rows);
    RunRecord record;
    record.seed = cell.scenario.header.seed;
    record.digest = outcome.digest;
    record.ticks = outcome.ticks;
    record.values = std::move(rows.rows);
    return record;
}

double RunMaker::spent_in(RunRecord const& record, Cell const& cell) const
{
    return RunValues(layout_, record.values).last(cell.scenario.model.evaluation->outlay)[0];
}

double RunMaker::spent_under(std::size_t policy, PlannedRun const& run)
{
    if (!spent_[policy]) {
        Cell const& what = cell(policy, run.point);
        spent_[policy] = spent_in(simulate(run, what), what);
    }
    return *spent_[policy];
}

// What is spent with the policy off, as on what was promised in a history they share, is nobody's outlay.
RunRecord RunMaker::simulate_with_equal_outlay(PlannedRun const& run, Cell const& usual)
{
    std::size_t const policy = plan_->experiment.policies[run.policy].beside;
    double const anyway = spent_under(plan_->beside(policy, Arm::off), run);
    EqualOutlay search(std::max(0.0, spent_under(policy, run) - anyway));
    RunRecord nearest;
    while (std::optional<double> const scale = search.next()) {
        std::optional<Cell> changed;
        if (*scale != 1.0) changed = cell_of(*plan_, run.policy, run.point, models_, *scale);
        Cell const& what = changed ? *changed : usual;
        RunRecord record = simulate(run, what);
        if (search.note(*scale, spent_in(record, what) - anyway)) nearest = std::move(record);
    }
    return nearest;
}

RunRecord RunMaker::make(PlannedRun const& run)
{
    auto const begun = std::chrono::steady_clock::now();
    leave_neighbourhood(run);
    Cell const& what = cell(run.policy, run.point);
    if (id_of(what, run.replicate) != run.id)
        refuse_file(plan_->experiment.path.string(), "a run is not what was planned",
                    "the program or an input has changed since", "plan again");
    RunRecord record = what.seeks_scale ? simulate_with_equal_outlay(run, what) : simulate(run, what);
    if (plan_->experiment.outcomes && !what.seeks_scale) spent_[run.policy] = spent_in(record, what);
    record.id = run.id;
    record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return record;
}

} // namespace tianji
