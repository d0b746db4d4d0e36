// Results are verified, deadlines pass, and at the gates of a race the weaker lanes are eliminated.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/programmes/programmes.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/projects/tables.hpp"
#include "models/ecosystem/projects/verbs.hpp"
#include "models/ecosystem/technologies/technologies.hpp"
#include "models/ecosystem/words/events.hpp"

#include <algorithm>
#include <span>
#include <vector>

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

    // A lane whose rule compares it with the others of its call.
    struct Lane {
        std::uint64_t contest;
        Self<Projects> project;
    };

    void operator()(Once const& once) const
    {
        std::vector<Lane> lanes;
        for (Row<Projects> row : projects) {
            Self<Projects> const self = once.as(row);
            if (state[self] != ProjectState::running || starts[row] > now.tick()) continue;
            verify(once, self);
            if (award.programme[row] && compares_lanes(award.terms(row).race)) lanes.push_back({contest[row], self});
        }
        std::ranges::stable_sort(lanes, {}, &Lane::contest); // within a call in the order of awards
        for (auto first = lanes.begin(); first != lanes.end();) {
            auto const last = std::ranges::find_if(first, lanes.end(),
                                                   [&](Lane const& lane) { return lane.contest != first->contest; });
            compare(once, {first, last});
            first = last;
        }
    }

    static bool compares_lanes(Race const& race) { return !race.gates.empty() || race.stop == Race::Stop::first; }

    // Gates first; then, where the first lane to deliver stops the others, they stop.
    void compare(Once const& once, std::span<Lane const> lanes) const
    {
        Race const& race = award.terms(lanes.front().project).race;
        std::vector<Self<Projects>> running;
        bool is_delivered = false;
        for (Lane const& lane : lanes) {
            if (state[lane.project] == ProjectState::running) running.push_back(lane.project);
            is_delivered |= state[lane.project] == ProjectState::verified;
        }
        if (running.empty()) return;
        std::int64_t const worked = now.tick() - starts[running.front()] + 1;
        for (std::size_t gate = 0; gate < race.gates.size(); ++gate)
            if (race.gates[gate].after == worked)
                pass_gate(once, running, race.gates[gate], static_cast<std::int32_t>(gate));
        if (race.stop == Race::Stop::first && is_delivered)
            for (Self<Projects> const lane : running)
                if (state[lane] == ProjectState::running) state[lane] = ProjectState::eliminated;
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
};

} // namespace

void review_lanes(Builder& b) { b.once<ReviewLanes>("review_lanes"); }

} // namespace tianji::ecosystem
