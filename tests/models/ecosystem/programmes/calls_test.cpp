// Calls and entry: what is asked for, when, and who may answer.
#include "tests/models/ecosystem/tables.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <span>

using namespace tianji;
using namespace tianji::ecosystem;

TEST_CASE("Only the kinds a call names may lead")
{
    Run const run = laboratory_run(
        "main: {instrument: direct_grant, source: european_union, call: {budget: 1000, eligible: [lab, university]}}",
        {{"behaviour.partners", "3"}});
    Organisations const& o = run.population<Organisations>();
    std::set<Kind> leads, partners;
    for (Application const& a : run.story.applications) leads.insert(o.kind[static_cast<std::uint32_t>(a.applicant)]);
    for (auto const& [number, p] : run.story.projects)
        if (p.is_of_a_programme())
            for (auto id : std::span(p.members).subspan(1)) partners.insert(o.kind[id.slot]);
    CHECK(leads == std::set<Kind>{Kind::university, Kind::lab});
    CHECK(partners.contains(Kind::firm));
}

TEST_CASE("Teams have as many members as a call asks for")
{
    Run const run =
        laboratory_run(simple_programme("entry: {team_min: 2, team_max: 3}"), {{"behaviour.partners", "2"}});
    std::map<int, int> sizes;
    for (Application const& a : run.story.applications) ++sizes[a.members];
    CHECK(sizes.size() == 2);
    CHECK(sizes[2] > 50);
    CHECK(sizes[3] > 50);
}

TEST_CASE("Applying costs the share of the planned cost that the call says, won or lost")
{
    Run const run = laboratory_run(simple_programme("entry: {application: 0.05}"));
    std::int64_t sum = 0;
    for (Application const& a : run.story.applications) sum += share_of(a.price, 0.05).minor; // asks for its cost
    CHECK(sum > 0);
    CHECK(run.world().ledger.paid_ever(code(Purpose::application_cost)).minor == sum);
}

TEST_CASE("Nobody applies where a success is worth less than it costs")
{
    auto const applicants = [](std::string const& value) {
        return laboratory_run("main: {source: european_union, call: {budget: 1000, eligible: [university]}, "
                              "payment: {amount: {basis: fixed, value: " +
                              value + "}, tranches: [{on: award, share: 1}]}}")
            .story.applications.size();
    };
    CHECK(applicants("0.001") == 0); // the work costs 0.00825
    CHECK(applicants("0.009") > 50);
}

TEST_CASE("The firm that posts a challenge does not answer it, and knows something of the technology")
{
    Run run =
        prepare_text(laboratory("main: {instrument: open_bidding, source: european_union, call: {budget: 1000}}"));
    run.go();
    int owned = 0;
    for (auto const& [number, p] : run.story.projects) {
        if (!p.is_of_a_programme()) continue;
        ++owned;
        REQUIRE(!p.owner.is_none());
        CHECK(run.population<Organisations>().kind[p.owner.slot] == Kind::firm);
        for (auto id : p.members) CHECK(id != p.owner);
    }
    CHECK(owned > 20);
}

TEST_CASE("Calls come in the fields, at the times and for the money of their programme")
{
    Run run = prepare_text(laboratory("main: {instrument: direct_grant, source: european_union, from: 3, until: 17, "
                                      "call: {fields: [field2], every: 4, budget: 0.05, decision: 1, start: 2}}"),
                           {{"inputs.synthetic.fields", "3"}});
    Technologies const& t = run.population<Technologies>();
    Programmes const& programmes = run.population<Programmes>();
    Projects const& p = run.population<Projects>();
    std::uint32_t const eu = column_of(Funder::european_union);
    Money budget;
    run.story.each_tick = [&](World const& world) {
        std::int64_t const tick = world.clock.tick;
        if (tick >= 3 && tick < 17 && (tick - 3) % 4 == 0) budget += millions(0.05);
        Money used; // promised to open projects, and what ended ones have got
        for (std::uint32_t i = 0; i < p.size(); ++i)
            if (is_of_a_programme(p, i)) used += p.promised.row(i)[eu];
        for (ProjectOutcome const& o : outcomes(run)) used += o.paid[eu];
        CHECK(programmes.available[0] >= Money{});
        CHECK(programmes.available[0] + used == budget);
    };
    run.go();
    std::set<std::int32_t> opened, decided;
    for (Event const& event : run.story.events)
        if (event.kind == code(EcosystemEvent::call_opened)) {
            opened.insert(event.tick);
            CHECK(t.field[static_cast<std::uint32_t>(event.about)] == 1);
        }
    for (Application const& a : run.story.applications) decided.insert(a.tick);
    CHECK(opened == std::set<std::int32_t>{3, 7, 11, 15});
    CHECK(decided == std::set<std::int32_t>{4, 8, 12, 16});
    for (auto const& [number, one] : run.story.projects)
        if (one.is_of_a_programme()) CHECK((one.starts - 2) % 4 == 0);
    CHECK(programmes.awarded[0] > millions(0.1));
    CHECK(std::ranges::any_of(run.story.applications,
                              [](Application const& a) { return a.decision == Decision::no_budget; }));
}

TEST_CASE("A technology is called once, or again after some ticks until it is mastered")
{
    auto const calls = [](std::string const& repeat) {
        Run const run = laboratory_run("main: {instrument: direct_grant, source: european_union, "
                                       "call: {budget: 1000, deadline: 2, repeat_after: " +
                                       repeat + "}}");
        std::map<std::int32_t, std::vector<std::int32_t>> ticks;
        for (Event const& event : run.story.events)
            if (event.kind == code(EcosystemEvent::call_opened)) ticks[event.about].push_back(event.tick);
        return ticks;
    };
    for (auto const& [technology, ticks] : calls("0")) CHECK(ticks.size() == 1);
    std::size_t most = 0;
    for (auto const& [technology, ticks] : calls("6")) {
        most = std::max(most, ticks.size());
        for (std::size_t i = 1; i < ticks.size(); ++i) CHECK(ticks[i] - ticks[i - 1] >= 6);
    }
    CHECK(most >= 3);
}

TEST_CASE("A repeated team goes on where it has come to")
{
    Run const run = laboratory_run("main: {instrument: direct_grant, source: european_union, "
                                   "call: {budget: 1000, deadline: 3, level: 9, repeat_after: 6, eligible: "
                                   "[university]}, entry: {application: 0}, selection: {bar: 0}}",
                                   {{"inputs.synthetic.universities", "2"}});
    int going_on = 0;
    std::map<std::pair<std::int32_t, std::uint32_t>, std::int32_t> reached; // by technology and lead
    for (ProjectOutcome const& o : run.story.outcomes) {
        if (o.programme < 0) continue;
        auto [it, is_new] = reached.try_emplace({o.technology, project_of(run, o).lead.slot}, o.level);
        if (!is_new) {
            CHECK(o.start_level == it->second);
            going_on += o.start_level > 3;
            it->second = std::max(it->second, o.level);
        }
    }
    CHECK(going_on > 3);
}

TEST_CASE("At each gate as many lanes as it keeps go on, and they are those with the best signals")
{
    Run const run = laboratory_run("main: {instrument: racehorse, source: european_union, "
                                   "call: {budget: 1000, level: 9, deadline: 14}, selection: {winners: 5, bar: 0}, "
                                   "race: {gates: [{after: 3, keep: 4, noise: 1}, {after: 6, keep: 2, noise: 0}]}}",
                                   {{"research.approach_spread", "0.8"}});
    std::map<std::pair<std::uint64_t, int>, std::vector<Review>> gates;
    for (Review const& r : run.story.reviews) gates[{run.story.projects.at(r.project).contest, r.gate}].push_back(r);
    std::size_t const keep[] = {4, 2};
    int eliminated = 0;
    for (auto const& [key, reviews] : gates) {
        auto const kept = static_cast<std::size_t>(std::ranges::count_if(reviews, &Review::kept));
        CHECK(kept == std::min(keep[key.second], reviews.size()));
        for (Review const& a : reviews)
            for (Review const& b : reviews)
                if (a.kept && !b.kept) CHECK(a.signal >= b.signal);
        for (Review const& r : reviews) {
            ProjectSeen const& p = run.story.projects.at(r.project);
            CHECK(r.tick - p.starts + 1 == (key.second == 0 ? 3 : 6));
            CHECK((p.state == ProjectState::eliminated && p.ended == r.tick) == !r.kept);
            if (key.second == 1) CHECK(r.signal == p.quality); // no noise: the truth
            eliminated += !r.kept;
        }
    }
    CHECK(gates.size() > 40);
    CHECK(eliminated > 60);
}

TEST_CASE("A race that stops at the first ends for all lanes in the tick in which one delivers")
{
    auto const run_with = [](std::string const& stop) {
        return laboratory_run(simple_programme("selection: {winners: 3, bar: 0}, race: {stop: " + stop + "}"));
    };
    Run const run = run_with("first");
    std::map<std::uint64_t, std::vector<ProjectSeen>> contests;
    for (auto const& [number, p] : run.story.projects)
        if (p.is_of_a_programme()) contests[p.contest].push_back(p);
    int stopped = 0;
    for (auto const& [contest, lanes] : contests) {
        std::int32_t first = 1000;
        for (ProjectSeen const& lane : lanes)
            if (lane.state == ProjectState::verified) first = std::min(first, lane.ended);
        if (first == 1000) continue;
        for (ProjectSeen const& lane : lanes) {
            CHECK(lane.ended >= 0);
            CHECK(lane.ended <= first);
            stopped += lane.state == ProjectState::eliminated;
        }
    }
    CHECK(stopped > 30);
    for (ProjectOutcome const& o : run_with("deadline").story.outcomes) CHECK(!is_state(o, ProjectState::eliminated));
}
