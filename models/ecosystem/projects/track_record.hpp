// What organisations have reached before.
#pragma once

#include "engine/simulation/column_views.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/technologies/technologies.hpp"

#include <algorithm>
#include <span>

namespace tianji::ecosystem {

// What organisations have reached before: ended projects on a technology are chained, the latest first.
class TrackRecord {
public:
    using IsView = void;
    explicit TrackRecord(Wiring& w) : last_project(w), start_level(w), previous(w), level(w), members(w) {}

    Read<&Technologies::last_project> last_project;
    Read<&Technologies::start_level> start_level;
    Read<&Projects::previous> previous;
    Read<&Projects::level> level;
    Read<&Projects::members> members;

    // The readiness a team starts from: the best its members have reached, at least what everybody has.
    std::int32_t readiness(std::span<AgentId<Organisations> const> team, Row<Technologies> technology) const
    {
        std::int32_t best = start_level[technology];
        for (std::int32_t p = last_project[technology]; p >= 0;
             p = previous[Row<Projects>{static_cast<std::uint32_t>(p)}]) {
            Row<Projects> const project{static_cast<std::uint32_t>(p)};
            if (level[project] > best && shares_member(team, members.row(project))) best = level[project];
        }
        return best;
    }

private:
    static bool shares_member(std::span<AgentId<Organisations> const> team,
                              std::span<AgentId<Organisations> const> other)
    {
        return std::ranges::any_of(team, [&](AgentId<Organisations> member) {
            return !member.is_none() && std::ranges::find(other, member) != other.end();
        });
    }
};

} // namespace tianji::ecosystem
