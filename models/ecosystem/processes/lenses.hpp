// Lenses: a few views together, with the questions that several processes ask of them.
#pragma once

#include "engine/simulation/column_views.hpp"
#include "models/ecosystem/rules/ecosystem_rules.hpp"
#include "models/ecosystem/rules/science.hpp"
#include "models/ecosystem/state/projects.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace tianji::ecosystem {

// Keys of technologies and of organisations are both ordinals; in the luck of a pair of the two they must differ.
inline std::uint64_t technology_luck(std::uint64_t key) { return mix(0x7465'6368ull, key); }

// Full cost of one researcher for one tick [cent]: wage and overhead.
inline double cost_per_staff(Money wage, MarketRule const& market)
{
    return static_cast<double>(wage.minor) * (1.0 + market.overhead);
}

// What a technology asks of a team.
class Requirements {
public:
    using IsView = void;
    explicit Requirements(Wiring& w)
        : requirement(w), prerequisite(w), level(w), foreign_access(w), skill(w), organisations(w)
    {
    }

    Read<&Technologies::requirement> requirement;
    Read<&Technologies::prerequisite> prerequisite;
    Read<&Technologies::level> level;
    Read<&Technologies::foreign_access> foreign_access;
    Read<&Organisations::skill> skill;
    Everyone<Organisations> organisations;

    // κ of a team: what its living members know together.
    double match(std::span<AgentId<Organisations> const> team, Row<Technologies> technology, double mismatch) const
    {
        std::vector<double> known(requirement.row(technology).size(), 0.0);
        for (AgentId<Organisations> member : team)
            if (organisations.is_current(member)) add_knowledge(known, skill.row(Row<Organisations>{member.slot}));
        return knowledge_match(requirement.row(technology), known, mismatch);
    }

    // δ: 1 if what it builds on is usable at home or accessible abroad (Kremer 1993).
    double dependency(Row<Technologies> technology, double missing) const
    {
        std::int32_t const needed = prerequisite[technology];
        if (needed < 0) return 1.0;
        Row<Technologies> const other{static_cast<std::uint32_t>(needed)};
        if (level[other] >= usable_level) return 1.0;
        return std::max(missing, foreign_access[other]);
    }
};

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

// The members of a team that are there: up to the first empty place.
inline std::span<AgentId<Organisations> const> present(std::span<AgentId<Organisations> const> places)
{
    auto const end = std::ranges::find_if(places, [](AgentId<Organisations> id) { return id.is_none(); });
    return places.first(static_cast<std::size_t>(end - places.begin()));
}

// Researchers an organisation can still promise: it may hire for a project, by half its staff or two people.
inline double room(double staff, double booked) { return std::max(staff * 1.5, staff + 2.0) - booked; }

} // namespace tianji::ecosystem
