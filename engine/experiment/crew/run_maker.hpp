// Makes the runs of a plan, one after the other, keeping what neighbours share: scenarios that were read, the history
// of those that branch, and the outlay of a policy where another is to have the same.
#pragma once

#include "engine/experiment/folder/run_log.hpp"
#include "engine/experiment/plan/plan.hpp"
#include "engine/world/state.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace tianji {

class RunMaker {
public:
    // Both outlive it. Runs are serial: the cores are busy with other runs. `begins` is called before every simulation:
    // a run whose scale is sought takes several, and a limit of time is one for each of them.
    RunMaker(
        Plan const& plan, std::span<Model const> models, std::function<void()> begins = [] {})
        : plan_(&plan), models_(models), begins_(std::move(begins))
    {
    }

    // The run to its end. Throws what is wrong with it; InvalidInput also where it is not what was planned: the program
    // or an input has changed.
    RunRecord make(PlannedRun const& run);

    // Of the run that was made last.
    MeasureLayout const& layout() const { return layout_; }

private:
    // What the policies of a design point and replicate share up to the branch.
    struct History {
        SavedState state;
        std::vector<double> rows;
    };

    // What belongs to the point and replicate of the run that was made last, and to no other.
    void leave_neighbourhood(PlannedRun const& run);
    Cell const& cell(std::size_t policy, std::size_t point);
    History const& history(PlannedRun const& run, Cell const& cell);
    RunRecord simulate(PlannedRun const& run, Cell const& cell);
    RunRecord simulate_with_equal_outlay(PlannedRun const& run, Cell const& usual);
    double spent_under(std::size_t policy, PlannedRun const& run);
    double spent_in(RunRecord const& record, Cell const& cell) const;

    Plan const* plan_;
    std::span<Model const> models_;
    std::function<void()> begins_;
    std::size_t point_ = 0; // where we are
    std::int64_t replicate_ = 0;
    std::vector<std::unique_ptr<Cell>> cells_; // by policy
    std::optional<History> history_;
    std::vector<std::optional<double>> spent_; // by policy [unit of the measure]
    MeasureLayout layout_;
};

} // namespace tianji
