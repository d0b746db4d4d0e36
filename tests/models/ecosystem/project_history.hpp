// What was seen of each project while it was there, and what it came to: its row is given up when it ends.
#pragma once

#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/projects/tables.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace tianji::ecosystem {

struct ProjectSeen {
    // Settled at the award.
    std::int32_t programme = -1, technology = -1, starts = 0, start_level = 0, target = 0;
    std::uint64_t contest = 0;
    AgentId<Organisations> lead, owner;
    std::vector<AgentId<Organisations>> members; // those that are there
    std::vector<double> shares;
    double staff = 0.0, quality = 0.0;
    Money price;
    // When it was last seen; state and level at its end, if it has ended.
    std::int32_t seen_at = -1;
    ProjectState state = ProjectState::awarded;
    std::int32_t level = 0;
    std::array<Money, n_funders> promised{}, paid{}, refunded{};
    Money balance;
    std::int32_t ended = -1; // tick of its outcome

    bool is_of_a_programme() const { return programme >= 0; }
};

// By the number of the award. Who is refused leaves in the tick of its award, so that only an audit sees it.
using ProjectHistory = std::map<std::int32_t, ProjectSeen>;

namespace detail {

inline ProjectSeen settled_at_award(Projects const& p, std::uint32_t i)
{
    auto const members = present(p.members.row(i));
    auto const shares = p.shares.row(i).first(members.size());
    return {.programme = p.programme[i].number,
            .technology = p.technology[i].number,
            .starts = p.starts[i],
            .start_level = p.start_level[i],
            .target = p.target[i],
            .contest = p.contest[i],
            .lead = p.lead[i],
            .owner = p.owner[i],
            .members = {members.begin(), members.end()},
            .shares = {shares.begin(), shares.end()},
            .staff = p.staff[i],
            .quality = p.quality[i],
            .price = p.price[i]};
}

} // namespace detail

// Takes note of the projects that are there, in a tick or after it.
inline void look(ProjectHistory& history, World const& world, std::int64_t tick)
{
    auto const& p = world.population<Projects>();
    for (std::uint32_t i = 0; i < p.size(); ++i) {
        if (!p.is_alive(i)) continue;
        auto place = history.find(p.number[i]);
        if (place == history.end()) place = history.emplace(p.number[i], detail::settled_at_award(p, i)).first;
        ProjectSeen& seen = place->second;
        seen.seen_at = static_cast<std::int32_t>(tick);
        seen.state = p.state[i];
        seen.level = p.level[i];
        std::ranges::copy(p.promised.row(i), seen.promised.begin());
        std::ranges::copy(p.paid.row(i), seen.paid.begin());
        std::ranges::copy(p.refunded.row(i), seen.refunded.begin());
        seen.balance = p.purse.at(i);
    }
}

inline void note_end(ProjectHistory& history, ProjectOutcome const& outcome)
{
    auto const state = static_cast<ProjectState>(outcome.state);
    auto const found = history.find(outcome.project);
    if (found == history.end()) {
        if (state == ProjectState::refused) return;
        throw std::logic_error("nobody saw project " + std::to_string(outcome.project));
    }
    found->second.ended = outcome.tick;
    found->second.state = state;
    found->second.level = outcome.level;
}

} // namespace tianji::ecosystem
