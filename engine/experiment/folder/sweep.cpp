#include "engine/experiment/folder/sweep.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace tianji {

SweepState state_of(Plan const& plan, Holdings const& holdings, std::int64_t replicates, std::size_t first,
                    std::size_t last)
{
    SweepState state;
    std::unordered_set<std::string_view> seen; // its order is never used
    for (std::size_t i = 0; i < std::min(last, plan.runs.size()); ++i) {
        PlannedRun const& run = plan.runs[i];
        if (run.replicate >= replicates || !seen.insert(run.id).second || i < first) continue;
        ++state.wanted;
        auto const held = holdings.runs.find(run.id);
        bool const is_done = held != holdings.runs.end() && held->second.head.status == RunStatus::done;
        if (is_done) {
            ++state.done;
            state.seconds.push_back(held->second.head.seconds);
        } else {
            state.failed += held != holdings.runs.end();
            state.missing.push_back(i);
        }
    }
    std::ranges::sort(state.seconds);
    return state;
}

} // namespace tianji
