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
    Contracts contracts;
    Now now;
    Everyone<Projects> projects;
    Everyone<Organisations> organisations;
    Everyone<Technologies> technologies;
    Own<&Projects::state> state;
    Own<&Projects::reviewed> reviewed;
    Read<&Projects::programme> programme;
    Read<&Projects::technology> technology;
    Read<&Projects::contest> contest;
    Read<&Projects::lead> lead;
    Read<&Projects::starts> starts;
    Read<&Projects::deadline> deadline;
    Read<&Projects::level> level;
    Read<&Projects::target> target;
    Read<&Projects::quality> quality;
    Own<&Technologies::level> technology_level;
    Own<&Technologies::reached_at> reached_at;
    Read<&Technologies::target> technology_target;
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
            if (state[self] == ProjectState::running && programme[row] >= 0) lanes[contest[row]].push_back(self);
        }
        for (auto& [key, contestants] : lanes) {
            Race const& race = contracts.of_project(contestants.front().index(), programme[contestants.front()]).race;
            std::int64_t const worked = now.tick() - starts[contestants.front()] + 1;
            for (std::size_t gate = 0; gate < race.gates.size(); ++gate)
                if (race.gates[gate].after == worked)
                    pass_gate(once, contestants, race.gates[gate], static_cast<std::int32_t>(gate));
        }
        stop_beaten_lanes(once);
    }

    void verify(Once const& once, Self<Projects> self) const
    {
        if (technology[self] >= 0) raise(once, self);
        bool const is_lost = !organisations.is_current(lead[self]);
        if (technology[self] >= 0 && level[self] >= target[self])
            state[self] = ProjectState::verified;
        else if (is_lost || now.tick() >= deadline[self])
            state[self] = technology[self] < 0 && !is_lost ? ProjectState::completed : ProjectState::expired;
    }

    // The technology stands as high as the best of its projects: a level that another has reached before is duplicated.
    void raise(Once const& once, Self<Projects> self) const
    {
        if (level[self] <= reviewed[self]) return;
        double const rise = level[self] - reviewed[self];
        reviewed[self] = level[self];
        Self<Technologies> const topic = once.as(Row<Technologies>{static_cast<std::uint32_t>(technology[self])});
        double const gained = std::max(0, level[self] - technology_level[topic]);
        if (rise > gained) log(self, EcosystemEvent::level_duplicated, rise - gained);
        if (gained <= 0.0) return;
        technology_level[topic] = level[self];
        if (reached_at[topic] < 0 && level[self] >= technology_target[topic])
            reached_at[topic] = static_cast<std::int32_t>(now.tick());
        log(self, EcosystemEvent::level_gained, gained);
    }

    void log(Self<Projects> self, EcosystemEvent what, double levels) const
    {
        events.add(self, {static_cast<std::int32_t>(now.tick()), code(what), static_cast<std::int32_t>(lead[self].slot),
                          static_cast<std::int32_t>(self.index()), technology[self], levels});
    }

    // Reviewers see the quality of each approach with noise and keep the best.
    void pass_gate(Once const& once, std::vector<Self<Projects>>& contestants, Gate const& gate,
                   std::int32_t number) const
    {
        struct Seen {
            Self<Projects> lane;
            double signal;
            std::uint64_t key;
        };
        std::vector<Seen> seen;
        for (Self<Projects> lane : contestants) {
            std::uint64_t const lead_key = organisations.key(Row<Organisations>{lead[lane].slot});
            Row<Technologies> const topic{static_cast<std::uint32_t>(technology[lane])};
            PairStream luck = once.pair_luck(technology_luck(technologies.key(topic)), lead_key);
            seen.push_back({lane, quality[lane] + gate.noise * luck.normal(), lead_key});
        }
        std::ranges::sort(seen, [](Seen const& a, Seen const& b) {
            return a.signal != b.signal ? a.signal > b.signal : a.key < b.key;
        });
        for (std::size_t i = 0; i < seen.size(); ++i) {
            bool const is_kept = i < static_cast<std::size_t>(gate.keep);
            if (!is_kept) state[seen[i].lane] = ProjectState::eliminated;
            reviews.add(seen[i].lane,
                        {static_cast<std::int32_t>(now.tick()), static_cast<std::int32_t>(seen[i].lane.index()),
                         programme[seen[i].lane], technology[seen[i].lane], number, seen[i].signal, is_kept});
        }
    }

    // `stop: first`: when one lane has delivered, the others of its call stop.
    void stop_beaten_lanes(Once const& once) const
    {
        std::map<std::uint64_t, bool> delivered;
        for (Row<Projects> row : projects) {
            if (programme[row] < 0 || state[once.as(row)] != ProjectState::verified) continue;
            Race const& race = contracts.of_project(row.index, programme[row]).race;
            if (race.stop == Race::Stop::first) delivered[contest[row]] = true;
        }
        for (Row<Projects> row : projects)
            if (state[once.as(row)] == ProjectState::running && delivered.contains(contest[row]) && programme[row] >= 0)
                state[once.as(row)] = ProjectState::eliminated;
    }
};

} // namespace

void review_lanes(Builder& b) { b.once<ReviewLanes>("review_lanes"); }

} // namespace tianji::ecosystem
