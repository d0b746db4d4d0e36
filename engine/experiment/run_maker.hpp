// Makes the runs of a plan, one after the other, keeping what neighbours share: scenarios that were read, and the
// history of those that branch.
#pragma once

#include "engine/experiment/plan.hpp"
#include "engine/experiment/run_log.hpp"
#include "engine/world/state.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tianji {

class RunMaker {
public:
    // Both outlive it. Runs are serial: the cores are busy with other runs.
    RunMaker(Plan const& plan, std::span<Model const> models) : plan_(&plan), models_(models) {}

    // The run to its end. Throws what is wrong with it; InvalidInput also where it is not what was planned: the program
    // or an input has changed.
    RunRecord make(PlannedRun const& run);

    // Of the run that was made last.
    MeasureLayout const& layout() const { return layout_; }

private:
    // What the policies of a design point and replicate share up to the branch.
    struct History {
        std::size_t point = 0;
        std::int64_t replicate = 0;
        SavedState state;
        std::vector<double> rows;
    };

    Cell const& cell(PlannedRun const& run);
    History const& history(PlannedRun const& run, Cell const& cell);

    Plan const* plan_;
    std::span<Model const> models_;
    std::size_t point_ = 0;                    // of the cells
    std::vector<std::unique_ptr<Cell>> cells_; // by policy
    std::optional<History> history_;
    MeasureLayout layout_;
};

} // namespace tianji
