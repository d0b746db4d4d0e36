// The smoke scenario is small, and everything that can happen does happen in it.
#include "tests/models/ecosystem/run_ecosystem.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>

using namespace tianji;
using namespace tianji::ecosystem;

namespace {

Run smoke_run(Overrides const& overrides = {})
{
    Run run = prepare_file("scenarios/smoke.yaml", overrides);
    run.go();
    return run;
}

int events(Run const& run, std::int32_t kind)
{
    return static_cast<int>(std::ranges::count(run.story.events, kind, &Event::kind));
}
int events(Run const& run, EventWord kind, Reason reason)
{
    return static_cast<int>(std::ranges::count_if(run.story.events, [&](Event const& e) {
        return e.kind == static_cast<std::int32_t>(kind) && e.reason == code(reason);
    }));
}

} // namespace

TEST_CASE("In the smoke scenario ties are formed for every reason, grow and fade")
{
    Run const run = smoke_run();
    for (Reason reason : {Reason::closure, Reason::newcomer, Reason::farther})
        CHECK(events(run, EventWord::tie_formed, reason) > 10);
    CHECK(events(run, EventWord::tie_strengthened, Reason::repeat) > 10);
    CHECK(events(run, EventWord::tie_ended, Reason::faded) > 10);
    CHECK(events(run, EventWord::tie_ended, Reason::insolvency) > 10);
}

TEST_CASE("In the smoke scenario start-ups are founded and firms fail, others do not")
{
    // Who notices more calls spends more on applications: more firms fail.
    Run const run = smoke_run({{"behaviour.attention", "1000"}});
    Organisations const& o = run.population<Organisations>();
    int start_ups = 0;
    for (std::uint32_t i = 0; i < o.size(); ++i) start_ups += o.is_alive(i) && o.names[i].starts_with("startup-");
    CHECK(start_ups > 20);
    CHECK(o.departed.size() > 10);
    for (auto const& gone : o.departed) CHECK(gone.kind == Kind::firm);
    CHECK(std::ranges::any_of(o.departed, [](auto const& gone) { return gone.name.starts_with("startup-"); }));
    CHECK(events(run, code(EcosystemEvent::entry)) > 10);
    CHECK(run.world().ledger.paid_ever(code(Purpose::seed_money)) > Money{});
    CHECK(o.n_alive() > 150);
}

TEST_CASE("In the smoke scenario all kinds of organisations lead and take part")
{
    Run const run = smoke_run();
    Organisations const& o = run.population<Organisations>();
    std::set<Kind> leads, members;
    for (auto const& [number, p] : run.story.projects) {
        if (!p.is_of_a_programme()) continue;
        for (std::size_t m = 0; m < p.members.size(); ++m)
            if (is_current(o, p.members[m])) (m == 0 ? leads : members).insert(o.kind[p.members[m].slot]);
    }
    CHECK(leads.size() == n_kinds);
    CHECK(members.size() == n_kinds);
}

TEST_CASE("In the smoke scenario each of the four instruments has projects that deliver and that expire")
{
    Run const run = smoke_run();
    std::map<std::pair<int, ProjectState>, int> n;
    for (ProjectOutcome const& o : run.story.outcomes) ++n[{o.programme, static_cast<ProjectState>(o.state)}];
    for (int programme = 0; programme < 4; ++programme) {
        INFO("programme " << programme);
        CHECK(n[{programme, ProjectState::verified}] >= 10);
        CHECK(n[{programme, ProjectState::expired}] >= 10);
        CHECK((n[{programme, ProjectState::eliminated}] > 10) == (programme == 2)); // 赛马制
    }
    CHECK(run.story.reviews.size() > 50);
}

TEST_CASE("In the smoke scenario bids win, lose, fall below the bar, and find no money or no people left")
{
    Run const run = smoke_run();
    std::map<Decision, int> n;
    for (Application const& a : run.story.applications) ++n[a.decision];
    for (Decision d : {Decision::won, Decision::lost, Decision::below_bar, Decision::no_budget, Decision::no_capacity})
        CHECK(n[d] > 0);
}

TEST_CASE("In the smoke scenario levels are gained and duplicated, and technologies mature")
{
    Run const run = smoke_run();
    CHECK(events(run, code(EcosystemEvent::level_gained)) > 100);
    CHECK(events(run, code(EcosystemEvent::level_duplicated)) > 10);
    Technologies const& t = run.population<Technologies>();
    double gained = 0.0, levels = 0.0;
    int mature = 0, with_prerequisite = 0;
    for (Event const& e : run.story.events)
        if (e.kind == code(EcosystemEvent::level_gained)) gained += e.value;
    for (std::uint32_t i = 0; i < t.size(); ++i) {
        levels += t.level[i] - t.start_level[i];
        mature += t.reached_at[i] >= 0;
        with_prerequisite += !t.prerequisite[i].is_none();
        CHECK((t.reached_at[i] >= 0) == (t.level[i] >= t.target[i]));
    }
    CHECK(gained == levels); // every rise is an event, and nothing else is
    CHECK(mature > 20);
    CHECK(with_prerequisite > 5);
}

TEST_CASE("In the smoke scenario money is paid for every purpose but clawbacks")
{
    Run const run = smoke_run();
    for (std::size_t i = 0; i < std::size(purpose_words); ++i) {
        if (static_cast<Purpose>(i) == Purpose::clawback || static_cast<Purpose>(i) == Purpose::estate) continue;
        INFO(purpose_words[i]);
        CHECK(run.world().ledger.paid_ever(static_cast<std::uint16_t>(i)) > Money{});
    }
}

TEST_CASE("In the smoke scenario organisations are told about their work and learn from it")
{
    Run run = prepare_file("scenarios/smoke.yaml");
    Organisations const& o = run.population<Organisations>();
    std::vector<double> const before(o.skill.values().begin(), o.skill.values().end());
    run.go();
    int more = 0, less = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        more += o.skill.values()[i] > before[i];
        less += o.skill.values()[i] < before[i];
    }
    CHECK(more > 50);
    CHECK(less > 5);
    for (double k : o.skill.values()) CHECK((k >= 0.0 && k <= 1.0));
}
