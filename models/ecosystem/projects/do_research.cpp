// Lanes work on the next readiness level; the more they work, the sooner it comes.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/projects/verbs.hpp"
#include "models/ecosystem/technologies/rules.hpp"
#include "models/ecosystem/technologies/technologies.hpp"

namespace tianji::ecosystem {

namespace {

struct DoResearch {
    ResearchRule rule;
    Now now;
    Fate fate;
    Everyone<Technologies> technologies;
    Requirements requirements;
    Read<&Technologies::feasible> feasible;
    Read<&Organisations::staff> staff;
    Read<&Organisations::booked> booked;
    Read<&Organisations::paid_share> paid_share;
    Read<&Projects::state> state;
    Read<&Projects::technology> technology;
    Read<&Projects::lead> lead;
    Read<&Projects::members> members;
    Read<&Projects::shares> shares;
    Read<&Projects::staff> planned;
    Read<&Projects::starts> starts;
    Read<&Projects::deadline> deadline;
    Read<&Projects::target> target;
    Read<&Projects::quality> quality;
    Own<&Projects::effort> effort;
    Own<&Projects::hazard> hazard;
    Own<&Projects::level> level;

    static constexpr std::uint32_t rows_per_block = 128;

    void operator()(Self<Projects> self) const
    {
        bool const works =
            state[self] == ProjectState::running && starts[self] <= now.tick() && now.tick() <= deadline[self];
        effort[self] = works ? people_at_work(self) : 0.0;
        if (!works || technology[self].is_none() || level[self] >= target[self]) return;
        Row<Technologies> const topic = *technology[self];
        if (!is_set(feasible[topic])) return;
        auto const team = present(members.row(self));
        double const match = requirements.match(team, topic, rule.mismatch);
        double const dependency = requirements.dependency(topic, rule.missing_prerequisite);
        double const approach = approach_factor(rule, quality[self]);
        hazard[self] += hazard_per_tick(rule, effort[self], match, dependency, approach);
        if (hazard[self] < threshold(self, topic)) return;
        ++level[self];
        hazard[self] = 0.0; // what is over is lost
    }

    // Members bring what they promised, less where they are short of people or could not pay them.
    double people_at_work(Self<Projects> self) const
    {
        auto const team = present(members.row(self));
        double people = 0.0;
        for (std::size_t i = 0; i < team.size(); ++i) {
            if (!requirements.organisations.is_current(team[i])) continue;
            Row<Organisations> const member{team[i].slot};
            double const filled = booked[member] > staff[member] ? staff[member] / booked[member] : 1.0;
            people += planned[self] * shares.row(self)[i] * filled * paid_share[member];
        }
        return people;
    }

    // How much hazard a level takes: drawn once for (lead, technology, level), so that under the same luck more effort
    // never delays a level.
    double threshold(Self<Projects> self, Row<Technologies> topic) const
    {
        std::uint64_t const lead_key =
            lead[self].is_none() ? 0 : requirements.organisations.key(Row<Organisations>{lead[self].slot});
        std::uint64_t const topic_key = technology_luck(technologies.key(topic));
        return fate.of("breakthrough", mix(lead_key, topic_key, static_cast<std::uint64_t>(level[self]))).exponential();
    }
};

} // namespace

void do_research(Builder& b, ResearchRule const& rule) { b.each<DoResearch>("do_research", rule); }

} // namespace tianji::ecosystem
