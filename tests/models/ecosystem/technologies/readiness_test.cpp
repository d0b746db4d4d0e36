// What organisations have reached belongs to them: who is founded in the slot of one that failed starts anew.
#include "models/ecosystem/technologies/readiness.hpp"
#include "tests/models/ecosystem/tables.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

using namespace tianji;
using namespace tianji::ecosystem;

namespace {

using Reached = std::map<std::pair<AgentId<Organisations>, std::int32_t>, std::int32_t>; // by technology

// The best that a team has reached, at least what everybody has.
std::int32_t best_of(ProjectSeen const& project, Reached const& reached, std::int32_t start_level)
{
    std::int32_t best = start_level;
    for (AgentId<Organisations> const member : project.members) {
        auto const found = reached.find({member, project.technology});
        if (found != reached.end()) best = std::max(best, found->second);
    }
    return best;
}

// As if whoever lives in a slot were one organisation.
ProjectSeen by_slot(ProjectSeen project)
{
    for (AgentId<Organisations>& member : project.members) member.generation = 0;
    return project;
}

void note(Reached& reached, ProjectSeen const& project)
{
    for (AgentId<Organisations> const member : project.members) {
        std::int32_t& best = reached[{member, project.technology}];
        best = std::max(best, project.level);
    }
}

} // namespace

TEST_CASE("Readiness is found for the organisation that reached it, not for the next one in its slot")
{
    AgentId<Organisations> const gone{5, 1}, next{5, 3}, other{6, 1};
    Row<Technologies> const topic{2}, another{3};
    Readiness readiness;
    readiness.populate(3);
    readiness.place({0}, {gone, topic, 6});
    readiness.place({1}, {other, topic, 7});
    CHECK(readiness.find(gone, topic) == MaybeRow<Readiness>(Row<Readiness>{0}));
    CHECK(readiness.find(other, topic) == MaybeRow<Readiness>(Row<Readiness>{1}));
    CHECK(readiness.find(gone, another).is_none());
    CHECK(readiness.find(next, topic).is_none());
    readiness.place({2}, {next, topic, 4});
    CHECK(readiness.find(next, topic) == MaybeRow<Readiness>(Row<Readiness>{2}));
    CHECK(readiness.find(gone, topic).is_none());
}

TEST_CASE("Teams start from what their members reached, not from what others did in the same slots")
{
    Overrides overrides{{"calendar.ticks", "80"},
                        {"behaviour.attention", "1000"},
                        {"market.cash_target", "1"},
                        {"demography.start_ups", "12"}};
    for (std::string programme : {"basic", "challenges", "horses", "ladder"}) {
        overrides.push_back({"programmes." + programme + ".call.repeat_after", "4"});
        overrides.push_back({"programmes." + programme + ".call.level", "9"});
    }
    Run run = prepare_file("scenarios/smoke.yaml", overrides);
    Technologies const& t = run.population<Technologies>();
    Reached reached, reached_in_slot;
    std::size_t awards = 0, outcomes = 0;
    int further = 0, would_differ = 0;
    run.story.each_tick = [&](World const&) {
        for (; awards < run.story.awards.size(); ++awards) { // awarded on what was reached in the ticks before
            auto const found = run.story.projects.find(run.story.awards[awards].project);
            if (found == run.story.projects.end()) continue; // refused
            ProjectSeen const& p = found->second;
            std::int32_t const start = t.start_level[static_cast<std::uint32_t>(p.technology)];
            CHECK(p.start_level == best_of(p, reached, start));
            further += p.start_level > start;
            would_differ += p.start_level != best_of(by_slot(p), reached_in_slot, start);
        }
        for (; outcomes < run.story.outcomes.size(); ++outcomes) {
            auto const found = run.story.projects.find(run.story.outcomes[outcomes].project);
            if (found == run.story.projects.end() || found->second.technology < 0) continue;
            note(reached, found->second);
            note(reached_in_slot, by_slot(found->second));
        }
    };
    run.go();
    CHECK(further > 10);
    CHECK(would_differ > 0);
}
