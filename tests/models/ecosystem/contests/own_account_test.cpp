// Topics taken up on a team's own account: nobody but the team pays, and nothing public moves.
#include "tests/models/ecosystem/tables.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

using namespace tianji;
using namespace tianji::ecosystem;

namespace {

std::string const own = "own: {instrument: own_account}";

// A programme that calls for everything and can pay for nothing.
std::string const poor_main = "main: {instrument: direct_grant, source: european_union, call: {budget: 0.000001}}";

bool is_of(Run const& run, std::int32_t programme, std::string const& name)
{
    return run.population<Programmes>().terms.name(static_cast<std::size_t>(programme)) == name;
}

std::vector<Award> awards_of(Run const& run, std::string const& name)
{
    std::vector<Award> rows;
    for (Award const& award : run.story.awards)
        if (is_of(run, award.programme, name)) rows.push_back(award);
    return rows;
}

// Ticks in which each technology was called.
std::map<std::int32_t, std::vector<std::int32_t>> calls_of(Run const& run)
{
    std::map<std::int32_t, std::vector<std::int32_t>> calls;
    for (Event const& event : run.story.events)
        if (event.kind == code(EcosystemEvent::call_opened)) calls[event.about].push_back(event.tick);
    return calls;
}

std::int64_t sum_of_accounts(World const& world)
{
    std::int64_t sum = 0;
    for (Purse const* purse : world.ledger.purses())
        for (std::int64_t balance : purse->balance) sum += balance;
    return sum;
}

Money paid(Run const& run, Purpose purpose) { return run.world().ledger.paid_ever(code(purpose)); }

using Pair = std::pair<std::int32_t, std::int32_t>;

} // namespace

TEST_CASE("A project on own account is promised by its members alone, and no account but theirs pays for it")
{
    Run run = prepare_text(laboratory(own), {{"behaviour.partners", "2"}}, {.audit = Audit::yes});
    run.story.each_tick = [](World const& world) {
        CHECK(sum_of_accounts(world) == world.ledger.endowment().minor);
        Projects const& p = world.population<Projects>();
        for (std::uint32_t i = 0; i < p.size(); ++i) CHECK((!p.programme[i] || p.purse.balance[i] == 0));
    };
    run.go();
    for (auto const& [number, p] : run.story.projects) CHECK((!p.is_of_a_programme() || p.balance == Money{}));
    REQUIRE(run.story.awards.size() > 30);
    for (Award const& award : run.story.awards) {
        CHECK(!award.refused);
        for (std::uint32_t i = 0; i < n_funders; ++i)
            CHECK(award.promised[i] == (static_cast<Funder>(i) == Funder::applicant ? award.cost : Money{}));
    }
    CHECK(by_project(run).empty());
    Run const off = laboratory_run("", {{"behaviour.partners", "2"}});
    for (Purpose purpose : {Purpose::grant, Purpose::matching, Purpose::owner_matching, Purpose::application_cost})
        CHECK(paid(run, purpose) == Money{});
    // What the projects running at the start got is all that came from public purses.
    CHECK(paid(run, Purpose::inherited_grant) == paid(off, Purpose::inherited_grant));
    Money received, inherited = paid(run, Purpose::public_research) + paid(run, Purpose::result);
    for (Money of_one : run.population<Organisations>().public_received.values()) received += of_one;
    CHECK(received == inherited);
    for (Money left : run.population<Programmes>().available.values()) CHECK(left == Money{});
    // Members pay their people out of their own cash, and the work is done.
    CHECK(paid(run, Purpose::research_wages) > paid(off, Purpose::research_wages));
    for (ProjectOutcome const& o : outcomes(run)) CHECK(o.cost > Money{});
    CHECK(count(run, ProjectState::verified) > 20);
}

TEST_CASE("Firms take up what they think worth its cost, and nobody does where success is worth nothing")
{
    Overrides const exact{{"behaviour.bias", "0"}, {"behaviour.risk_belief", "1"}};
    auto const run_with = [&](std::string const& sales) {
        Overrides overrides = exact;
        overrides.push_back({"market.sales_per_level", sales});
        return laboratory_run(own, overrides);
    };
    CHECK(run_with("0").story.applications.empty());
    CHECK(run_with("0.05").story.awards.size() > 30);
    // The team's judgement is exact here, so the table says what it saw: p V >= cost.
    Run const run = run_with("0.0018");
    Technologies const& t = run.population<Technologies>();
    REQUIRE(run.story.applications.size() > 30);
    std::set<std::int32_t> worth;
    for (Application const& a : run.story.applications) {
        double const most_levels = t.target[static_cast<std::uint32_t>(a.technology)] -
                                   t.start_level[static_cast<std::uint32_t>(a.technology)];
        CHECK(a.true_success * 0.1 * 20 * most_levels * 0.0018 >= in_millions(a.price));
        worth.insert(a.technology);
    }
    CHECK(worth.size() < t.size()); // what promises fewer levels is not worth as much
}

TEST_CASE("A team on its own account need not win anything: what the entry costs is all it adds to the cost")
{
    // p V - cost >= cost / 2 is p V / 1.5 >= cost, whatever the chance of winning a call.
    auto const bids_with = [](std::string const& application, std::string const& sales) {
        Run const run = laboratory_run(
            "own: {instrument: own_account, selection: {bar: 1}, entry: {application: " + application + "}}",
            {{"market.sales_per_level", sales}, {"calendar.ticks", "8"}});
        std::set<Pair> first; // bids of the first tick, before anybody has paid
        for (Application const& a : run.story.applications)
            if (a.tick == run.story.applications.front().tick) first.insert({a.applicant, a.technology});
        return first;
    };
    auto const dear = bids_with("0.5", "0.0045"), free = bids_with("0", "0.003");
    CHECK(dear == free);
    CHECK(dear != bids_with("0", "0.0045"));
    CHECK(dear.size() > 5);
}

TEST_CASE("Universities, labs and public bodies neither lead nor join a team on its own account")
{
    Overrides const social{{"behaviour.partners", "4"}, {"market.sales_per_level", "1"}};
    Run const run = laboratory_run(own, social);
    Organisations const& o = run.population<Organisations>();
    REQUIRE(run.story.awards.size() > 30);
    std::size_t members = 0;
    for (Award const& award : run.story.awards)
        for (AgentId<Organisations> member : run.story.projects.at(award.project).members) {
            CHECK(o.kind[member.slot] == Kind::firm);
            ++members;
        }
    CHECK(members > 2 * run.story.awards.size());
    // Where success is worth its cost to them, they do.
    Overrides generous = social;
    generous.push_back({"behaviour.institution_value", "3"});
    Run const other = laboratory_run(own, generous);
    CHECK(std::ranges::any_of(other.story.awards, [&](Award const& award) {
        return other.population<Organisations>().kind[static_cast<std::uint32_t>(award.lead)] != Kind::firm;
    }));
}

TEST_CASE("What happens on own account teaches nobody anything about winning calls")
{
    Run const on = laboratory_run(own), off = laboratory_run("");
    REQUIRE(on.story.awards.size() > 30);
    Organisations const &a = on.population<Organisations>(), &b = off.population<Organisations>();
    REQUIRE(a.size() == b.size());
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        CHECK(a.wins[i] == b.wins[i]);
        CHECK(a.losses[i] == b.losses[i]);
    }
}

TEST_CASE("A team applies to nobody on its own account, unless the entry says what it costs")
{
    CHECK(paid(laboratory_run(own), Purpose::application_cost) == Money{});
    Run const run = laboratory_run("own: {instrument: own_account, entry: {application: 0.1}}");
    CHECK(paid(run, Purpose::application_cost) > Money{});
}

TEST_CASE("A programme that pays is the same run with and without topics that nobody takes up, in any order")
{
    Overrides const worthless{{"market.sales_per_level", "0"}, {"inputs.synthetic.topics_per_year", "40"}};
    std::string const main =
        "main: {instrument: direct_grant, source: european_union, call: {budget: 1000, every: 4, repeat_after: 4}}";
    Run const alone = laboratory_run(main, worthless);
    REQUIRE(alone.story.awards.size() > 30);
    for (std::string const& both : {own + ", " + main, main + ", " + own}) {
        Run const run = laboratory_run(both, worthless);
        CHECK(calls_of(run) == calls_of(alone));
        REQUIRE(run.story.applications.size() == alone.story.applications.size());
        for (std::size_t i = 0; i < run.story.applications.size(); ++i) {
            CHECK(run.story.applications[i].applicant == alone.story.applications[i].applicant);
            CHECK(run.story.applications[i].decision == alone.story.applications[i].decision);
        }
    }
}

TEST_CASE("While a call is open teams wait for its decision, and then take up what it did not fund")
{
    for (std::string const& both : {own + ", " + poor_main, poor_main + ", " + own}) {
        Run const run = laboratory_run(both);
        auto const calls = calls_of(run);
        CHECK(awards_of(run, "main").empty());
        std::vector<Award> const awards = awards_of(run, "own");
        REQUIRE(awards.size() > 30);
        std::int32_t soonest = 1000;
        for (Award const& award : awards) {
            REQUIRE(calls.at(award.technology).size() == 1);
            soonest = std::min(soonest, award.tick - calls.at(award.technology).front());
        }
        CHECK(soonest == 3); // two ticks to the decision, and the tick after it
    }
}

TEST_CASE("A team may be told to leave a topic for some time, or for good, once a programme has called it")
{
    auto const run_with = [](std::string const& ticks) {
        return laboratory_run("own: {instrument: own_account, call: {repeat_after: " + ticks + "}}, " + poor_main);
    };
    CHECK(awards_of(run_with("0"), "own").empty());
    Run const run = run_with("9");
    auto const calls = calls_of(run);
    std::vector<Award> const awards = awards_of(run, "own");
    REQUIRE(awards.size() > 10);
    for (Award const& award : awards) CHECK(award.tick - calls.at(award.technology).front() >= 9);
}

TEST_CASE("A topic on which a team works on its own account is not called, and can be again when it has failed")
{
    Run const run = laboratory_run(
        own + ", main: {instrument: direct_grant, source: european_union, call: {budget: 1000}, from: 8}",
        {{"research.feasible", "0"}});
    std::map<std::int32_t, std::vector<std::int32_t>> const calls = calls_of(run);
    int after_failure = 0;
    for (Award const& award : awards_of(run, "own")) {
        std::int32_t const ended = run.story.projects.at(award.project).ended;
        std::int32_t const end = ended < 0 ? 1000 : ended;
        auto const found = calls.find(award.technology);
        if (found == calls.end()) continue;
        for (std::int32_t tick : found->second) {
            CHECK((tick <= award.tick || tick > end));
            after_failure += tick == end + 1;
        }
    }
    CHECK(after_failure > 3);
}

TEST_CASE("Two programmes on own account never set two teams to work on one topic")
{
    Run run = prepare_text(laboratory("one: {instrument: own_account}, two: {instrument: own_account}"));
    Projects const& p = run.population<Projects>();
    run.story.each_tick = [&](World const&) {
        std::map<std::int32_t, int> teams; // by technology
        for (std::uint32_t i = 0; i < p.size(); ++i)
            if (is_of_a_programme(p, i) && is_open(p.state[i])) CHECK(++teams[p.technology[i].number] == 1);
    };
    run.go();
    CHECK(awards_of(run, "one").size() > 30);
    // Nor does the second come too late for want of being asked: its teams bid.
    CHECK(std::ranges::any_of(run.story.applications, [&](auto const& a) { return is_of(run, a.programme, "two"); }));
}

TEST_CASE("Who takes up a topic has the first year of its share beside a payroll")
{
    Run run = prepare_text(laboratory(own), {{"market.cash_target", "1"},
                                             {"market.research_intensity", "0.5"},
                                             {"treasuries.wage", "0.02"},
                                             {"market.sales_per_level", "5"},
                                             {"behaviour.partners", "2"}});
    Organisations const& o = run.population<Organisations>();
    std::vector<std::int64_t> cash(o.cash.balance.begin(), o.cash.balance.end()); // at the end of the tick before
    std::size_t seen = 0;
    run.story.each_tick = [&](World const&) {
        for (; seen < run.story.awards.size(); ++seen) {
            Award const& award = run.story.awards[seen];
            ProjectSeen const& project = run.story.projects.at(award.project);
            for (std::size_t i = 0; i < project.members.size(); ++i)
                CHECK(share_of(award.cost, project.shares[i] * 4.0 / 12.0).minor <= cash[project.members[i].slot]);
        }
        std::ranges::copy(o.cash.balance, cash.begin());
    };
    run.go();
    CHECK(seen > 10);
    CHECK(std::ranges::count(run.story.applications, Decision::no_cash, &Application::decision) > 10);
}

TEST_CASE("Looking at a topic again and again does not make it attractive")
{
    // Nobody ever begins, so every tick everybody looks at the same topics, with the same people and the same
    // knowledge.
    Run const run = laboratory_run("own: {instrument: own_account, selection: {bar: 1}}",
                                   {{"inputs.synthetic.projects", "60"},
                                    {"inputs.synthetic.topics_per_year", "3"},
                                    {"behaviour.labour_elasticity", "1000000"},
                                    {"learning.by_working", "0"},
                                    {"behaviour.bias", "3"},
                                    {"behaviour.calls_considered", "50"},
                                    {"market.sales_per_level", "0.003"},
                                    {"learning.forgetting", "0"},
                                    {"learning.from_partners", "0"}});
    CHECK(run.story.awards.empty());
    std::map<Pair, int> looks; // by lead and topic
    std::map<std::int32_t, std::int32_t> first;
    for (Application const& a : run.story.applications) {
        ++looks[{a.applicant, a.technology}];
        first.try_emplace(a.technology, a.tick);
    }
    REQUIRE(looks.size() > 100);
    for (auto const& [pair, times] : looks) CHECK(times == 32 - first[pair.second]);
}

TEST_CASE("A run with topics taken up on own account is the same on 1, 2, 3 and 8 threads")
{
    auto const digests_with = [](Settings settings) {
        Run run = prepare_text(laboratory(own + ", " + simple_programme()),
                               {{"behaviour.partners", "2"}, {"inputs.synthetic.topics_per_year", "40"}}, settings);
        std::vector<std::uint64_t> digests;
        run.story.each_tick = [&](World const& world) { digests.push_back(world.digest()); };
        run.go();
        CHECK(!awards_of(run, "own").empty());
        return digests;
    };
    auto const alone = digests_with({});
    for (int threads : {2, 3, 8}) CHECK(digests_with({.threads = threads, .division = Division::always}) == alone);
}
