// Technologies to be mastered: a readiness level each, and what it takes to raise it.
#pragma once

#include "engine/base/money.hpp"
#include "engine/simulation/column_views.hpp"
#include "engine/world/population.hpp"
#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/technologies/science.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tianji::ecosystem {

inline constexpr std::int32_t usable_level = 8; // technology readiness at which a technology can be used
inline constexpr std::int32_t highest_level = 9;

struct Technologies : Population {
    Technologies() : Population("technologies") { lanes.set_width(highest_level + 1); }

    Column<std::uint8_t> field{*this, "field", "1", "the field it belongs to", std::uint8_t{0}};
    Column<std::int32_t> appears{*this, "appears", "tick", "tick from which it can be called", 0};
    Column<std::int32_t> start_level{*this, "start_level", "1", "readiness at the start, 1 to 9", 1};
    Column<std::int32_t> level{*this, "level", "1", "highest domestic readiness, 1 to 9", 1};
    Column<std::int32_t> target{*this, "target", "1", "readiness asked for", 1};
    Column<std::int32_t> reached_at{*this, "reached_at", "tick", "tick in which the target was reached, -1 for not yet",
                                    -1};
    Column<Flag> feasible{*this, "feasible", "1", "whether it can be done at all; nobody knows", Flag::yes};
    Column<double> quality{*this, "quality", "1", "what all approaches have in common (standard normal)", 0.0};
    Column<double> requirement{*this, "requirement", "1", "knowledge needed of each field (n_technologies, n_fields)",
                               0.0};
    Column<MaybeRow<Technologies>> prerequisite{*this, "prerequisite", "1", "technology it builds on, -1 for none",
                                                MaybeRow<Technologies>{}};
    Column<double> foreign_access{*this, "foreign_access", "1", "access to foreign supply of it, 0 (embargo) to 1",
                                  1.0};
    Column<std::int32_t> called_at{*this, "called_at", "tick", "tick of the last call for it, -1 for never", -1};
    Column<std::int32_t> running{*this, "running", "1", "projects on it that are awarded or running", 0};
    // Of projects of programmes that have ended.
    Column<Money> public_money{*this, "public_money", "cent", "public money programmes paid for it, net", Money{}};
    Column<std::uint16_t> lanes{*this, "lanes", "1", "lanes that reached each level (n_technologies, levels)",
                                std::uint16_t{0}};
    Column<std::int32_t> duplicated{*this, "duplicated", "1", "levels that lanes reached after another had", 0};
};

// What result files call it: "T1" is the first row.
std::string name_of_technology(std::uint32_t row);
std::vector<std::string> names_of(Technologies const& technologies);

// Keys of technologies and of organisations are both ordinals; in the luck of a pair of the two they must differ.
inline std::uint64_t technology_luck(std::uint64_t key) { return mix(0x7465'6368ull, key); }

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
        std::array<double, most_fields> knowledge{};
        std::span<double> const known{knowledge.data(), requirement.row(technology).size()};
        for (AgentId<Organisations> member : team)
            if (organisations.is_current(member)) add_knowledge(known, skill.row(Row<Organisations>{member.slot}));
        return knowledge_match(requirement.row(technology), known, mismatch);
    }

    // δ: 1 if what it builds on is usable at home or accessible abroad (Kremer 1993).
    double dependency(Row<Technologies> technology, double missing) const
    {
        MaybeRow<Technologies> const needed = prerequisite[technology];
        if (needed.is_none() || level[*needed] >= usable_level) return 1.0;
        return std::max(missing, foreign_access[*needed]);
    }
};

// How far technologies have come.
class Progress {
public:
    using IsView = void;
    explicit Progress(Wiring& w) : level_(w), reached_at_(w), target_(w) {}

    // Raises a technology to what a project has reached; returns the levels gained, 0 where another was there before.
    std::int32_t raise(Self<Technologies> technology, std::int32_t level, std::int64_t tick) const
    {
        std::int32_t const gained = std::max(0, level - level_[technology]);
        if (gained == 0) return 0;
        level_[technology] = level;
        if (reached_at_[technology] < 0 && level >= target_[technology])
            reached_at_[technology] = static_cast<std::int32_t>(tick);
        return gained;
    }

private:
    Own<&Technologies::level> level_;
    Own<&Technologies::reached_at> reached_at_;
    Read<&Technologies::target> target_;
};

// Who works on a technology.
class Activity {
public:
    using IsView = void;
    explicit Activity(Wiring& w) : running_(w) {}

    bool is_idle(Self<Technologies> technology) const { return running_[technology] == 0; }
    void begin(Self<Technologies> technology) const { ++running_[technology]; }
    void end(Self<Technologies> technology) const { --running_[technology]; }

private:
    Own<&Technologies::running> running_;
};

// When technologies were called.
class CallDates {
public:
    using IsView = void;
    explicit CallDates(Wiring& w) : called_at_(w) {}

    // -1 for never.
    std::int32_t last(Self<Technologies> technology) const { return called_at_[technology]; }
    void set(Self<Technologies> technology, std::int64_t tick) const
    {
        called_at_[technology] = static_cast<std::int32_t>(tick);
    }

private:
    Own<&Technologies::called_at> called_at_;
};

// What programmes have paid for each technology, and how often lanes repeated each other.
class ProgrammeEffort {
public:
    using IsView = void;
    explicit ProgrammeEffort(Wiring& w) : public_money_(w), lanes_(w), duplicated_(w) {}

    // A lane that went from level `from` to level `to` has ended.
    void add(Self<Technologies> technology, Money public_money, std::int32_t from, std::int32_t to) const
    {
        public_money_[technology] += public_money;
        auto const lanes = lanes_.row(technology);
        for (auto level = static_cast<std::size_t>(from + 1); level <= static_cast<std::size_t>(to); ++level)
            duplicated_[technology] += lanes[level]++ > 0;
    }

private:
    Own<&Technologies::public_money> public_money_;
    Own<&Technologies::lanes> lanes_;
    Own<&Technologies::duplicated> duplicated_;
};

} // namespace tianji::ecosystem
