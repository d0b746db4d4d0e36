// Results are verified, deadlines pass, and at the gates of a race the weaker lanes are eliminated.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/programmes/programmes.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/projects/tables.hpp"
#include "models/ecosystem/projects/verbs.hpp"
#include "models/ecosystem/technologies/technologies.hpp"
#include "models/ecosystem/words/events.hpp"

#include <map>

namespace tianji::ecosystem {

namespace {

struct ReviewLanes {
    AwardTerms award;
    Now now;
    OpenProjects projects;
    Everyone<Organisations> organisations;
    Everyone<Technologies> technologies;
    Own<&Projects::state> state;
    Own<&Projects::reviewed> reviewed;
    Read<&Projects::number> number;
    Read<&Projects::technology> technology;
    Read<&Projects::contest> contest;
    Read<&Projects::lead> lead;
    Read<&Projects::starts> starts;
    Read<&Projects::deadline> deadline;
    Read<&Projects::level> level;
    Read<&Projects::target> target;
    Read<&Projects::quality> quality;
    Progress progress;
    Rows<Review> reviews;
    Events events;

    // The lanes of a call that are still running, in the order of their slots.
    using Lanes = std::map<std::uint64_t, std::vector<Self<Projects>>>;

    void operator()(Once const& once) const
    {
        Lanes lanes;
        for (Row<Projects> row : projects) {
            Self<Projects> const self = once.as(row);
            if (state[self] != ProjectState::running || starts[row] > now.tick()) continue;
            verify(once, self);
            if (state[self] == ProjectState::running && award.programme[row]) lanes[contest[row]].push_back(self);
        }
        for (auto& [key, contestants] : lanes) {
            Race const& race = award.terms(contestants.front()).race;
            std::int64_t const worked = now.tick() - starts[contestants.front()] + 1;
            for (std::size_t gate = 0; gate < race.gates.size(); ++gate)
                if (race.gates[gate].after == worked)
                    pass_gate(once, contestants, race.gates[gate], static_cast<std::int32_t>(gate));
        }
        stop_beaten_lanes(once);
    }

    void verify(Once const& once, Self<Projects> self) const
    {
        if (technology[self]) raise(once, self);
        bool const is_lost = !organisations.is_current(lead[self]);
        if (technology[self] && level[self] >= target[self])
            state[self] = ProjectState::verified;
        else if (is_lost || now.tick() >= deadline[self])
            state[self] = technology[self].is_none() && !is_lost ? ProjectState::completed : ProjectState::expired;
    }

    // The technology stands as high as the best of its projects: a level that another has reached before is duplicated.
    void raise(Once const& once, Self<Projects> self) const
    {
        if (level[self] <= reviewed[self]) return;
        std::int32_t const rise = level[self] - reviewed[self];
        reviewed[self] = level[self];
        std::int32_t const gained = progress.raise(once.as(*technology[self]), level[self], now.tick());
        if (rise > gained) log(self, EcosystemEvent::level_duplicated, rise - gained);
        if (gained > 0) log(self, EcosystemEvent::level_gained, gained);
    }

    void log(Self<Projects> self, EcosystemEvent what, double levels) const
    {
        events.add(self, {static_cast<std::int32_t>(now.tick()), code(what), static_cast<std::int32_t>(lead[self].slot),
                          number[self], technology[self].number, levels});
    }

    // Reviewers see the quality of each approach with noise and keep the best.
    void pass_gate(Once const& once, std::vector<Self<Projects>>& contestants, Gate const& gate,
                   std::int32_t gate_number) const
    {
        struct Seen {
            Self<Projects> lane;
            double signal;
            std::uint64_t key;
        };
        std::vector<Seen> seen;
        for (Self<Projects> lane : contestants) {
            std::uint64_t const lead_key = organisations.key(Row<Organisations>{lead[lane].slot});
            PairStream luck = once.pair_luck(technology_luck(technologies.key(*technology[lane])), lead_key);
            seen.push_back({lane, quality[lane] + gate.noise * luck.normal(), lead_key});
        }
        std::ranges::sort(seen, [](Seen const& a, Seen const& b) {
            return a.signal != b.signal ? a.signal > b.signal : a.key < b.key;
        });
        for (std::size_t i = 0; i < seen.size(); ++i) {
            bool const is_kept = i < static_cast<std::size_t>(gate.keep);
            if (!is_kept) state[seen[i].lane] = ProjectState::eliminated;
            reviews.add(seen[i].lane, {static_cast<std::int32_t>(now.tick()), number[seen[i].lane],
                                       award.programme[seen[i].lane].number, technology[seen[i].lane].number,
                                       gate_number, seen[i].signal, is_kept});
        }
    }

    // `stop: first`: when one lane has delivered, the others of its call stop.
    void stop_beaten_lanes(Once const& once) const
    {
        std::map<std::uint64_t, bool> delivered;
        for (Row<Projects> row : projects) {
            if (award.programme[row].is_none() || state[once.as(row)] != ProjectState::verified) continue;
            Race const& race = award.terms(row).race;
            if (race.stop == Race::Stop::first) delivered[contest[row]] = true;
        }
        for (Row<Projects> row : projects)
            if (state[once.as(row)] == ProjectState::running && delivered.contains(contest[row]) &&
                award.programme[row])
                state[once.as(row)] = ProjectState::eliminated;
    }
};

} // namespace

void review_lanes(Builder& b) { b.once<ReviewLanes>("review_lanes"); }

} // namespace tianji::ecosystem
