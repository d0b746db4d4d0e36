// How far organisations have come on technologies: readiness belongs to a pair of the two.
#pragma once

#include "engine/simulation/life_views.hpp"
#include "models/ecosystem/technologies/technologies.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

namespace tianji::ecosystem {

// A row per pair of which the organisation was in a team that came further than where everybody starts.
struct Readiness : Population {
    Readiness() : Population("readiness") { logs_lives = false; }

    Column<AgentId<Organisations>> organisation{*this, "organisation", "1", "who was in the team",
                                                AgentId<Organisations>{}};
    Column<Row<Technologies>> technology{*this, "technology", "1", "on what", Row<Technologies>{}};
    Column<std::int32_t> level{*this, "level", "1", "highest readiness its teams reached", 0};

    struct Birth {
        AgentId<Organisations> organisation;
        Row<Technologies> technology;
        std::int32_t level;
    };
    void place(Row<Readiness> row, Birth const& birth);
    void visit_private(StateVisitor& visitor, std::string const& path) override;

    // The row of a pair, or none.
    MaybeRow<Readiness> find(AgentId<Organisations> who, Row<Technologies> what) const;

private:
    // Of the last organisation in a slot; follows from the columns.
    std::unordered_map<std::uint64_t, std::uint32_t> row_of_pair_;
};

// What organisations have reached before.
class TrackRecord {
public:
    using IsView = void;
    explicit TrackRecord(Wiring& w) : start_level(w), highest_(w), level_(w), pairs_(&w.world.population<Readiness>())
    {
    }

    Read<&Technologies::start_level> start_level;

    // The readiness a team starts from: the best its members have reached, at least what everybody has.
    std::int32_t readiness(std::span<AgentId<Organisations> const> team, Row<Technologies> technology) const
    {
        std::int32_t best = start_level[technology];
        if (highest_[technology] == best) return best; // nobody has come further
        for (AgentId<Organisations> const member : team)
            if (auto const row = pairs_->find(member, technology)) best = std::max(best, level_[*row]);
        return best;
    }

private:
    Read<&Technologies::level> highest_;
    Read<&Readiness::level> level_;
    Readiness const* pairs_;
};

// Raises what organisations have reached: one row per pair, however many of its teams end in a tick.
class Achievements {
public:
    using IsView = void;
    explicit Achievements(Wiring& w) : level_(w), births_(w), pairs_(&w.world.population<Readiness>()) {}

    // In the order of organisation and technology, so that rows do not depend on the order of projects.
    using Levels = std::map<std::pair<AgentId<Organisations>, Row<Technologies>>, std::int32_t>;

    template <class Act>
    void write(Act const& once, Levels const& levels) const
    {
        for (auto const& [pair, level] : levels) {
            auto const row = pairs_->find(pair.first, pair.second);
            if (!row)
                births_.bear(once.as(pair.second), mix(pair.first.slot, pair.second.index),
                             {pair.first, pair.second, level});
            else if (level > level_[once.as(*row)])
                level_[once.as(*row)] = level;
        }
    }

private:
    Own<&Readiness::level> level_;
    Births<Readiness> births_;
    Readiness const* pairs_;
};

} // namespace tianji::ecosystem
