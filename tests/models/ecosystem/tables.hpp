// The tables of a run, arranged as tests ask for them.
#pragma once

#include "tests/models/ecosystem/run_ecosystem.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace tianji::ecosystem {

using CallKey = std::pair<std::int32_t, std::int32_t>; // tick of the decision, technology

// The bids for each call, by rank.
inline std::map<CallKey, std::vector<Application>> by_call(Run const& run)
{
    std::map<CallKey, std::vector<Application>> calls;
    for (Application const& a : run.story.applications) calls[{a.tick, a.technology}].push_back(a);
    for (auto& [key, bids] : calls) std::ranges::sort(bids, {}, &Application::rank);
    return calls;
}

inline bool has_won(Application const& a) { return a.decision == Decision::won; }

inline std::size_t winners_of(std::vector<Application> const& bids)
{
    return static_cast<std::size_t>(std::ranges::count_if(bids, has_won));
}

// Payments to and from each project of a programme.
inline std::map<std::int32_t, std::vector<PaymentRow>> by_project(Run const& run)
{
    std::map<std::int32_t, std::vector<PaymentRow>> rows;
    for (PaymentRow const& row : run.story.payments)
        if (row.programme >= 0) rows[row.project].push_back(row);
    return rows;
}

inline Money sum_of(std::vector<PaymentRow> const& rows, PaymentReason reason)
{
    Money sum;
    for (PaymentRow const& row : rows)
        if (is_reason(row, reason)) sum += row.amount;
    return sum;
}

// Of projects of programmes.
inline std::vector<ProjectOutcome> outcomes(Run const& run)
{
    std::vector<ProjectOutcome> rows;
    for (ProjectOutcome const& o : run.story.outcomes)
        if (o.programme >= 0) rows.push_back(o);
    return rows;
}

inline int count(Run const& run, ProjectState state)
{
    auto const rows = outcomes(run);
    return static_cast<int>(std::ranges::count_if(rows, [&](auto const& o) { return is_state(o, state); }));
}

inline ProjectSeen const& project_of(Run const& run, ProjectOutcome const& o)
{
    return run.story.projects.at(o.project);
}

} // namespace tianji::ecosystem
