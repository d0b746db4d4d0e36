// Common random numbers: a policy changes what it touches and leaves everybody else's luck alone.
#include "tests/models/ecosystem/run_ecosystem.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

using namespace tianji;
using namespace tianji::ecosystem;

namespace {

// The first tick after which two runs differ; -1 if never.
std::int64_t parting(std::string const& path, Overrides const& a, Overrides const& b)
{
    std::vector<std::uint64_t> digests[2];
    Overrides const* const overrides[] = {&a, &b};
    for (int i : {0, 1}) {
        Run run = prepare_file(path, *overrides[i]);
        run.story.each_tick = [&](World const& world) { digests[i].push_back(world.digest()); };
        run.go();
    }
    for (std::size_t t = 0; t < digests[0].size(); ++t)
        if (digests[0][t] != digests[1][t]) return static_cast<std::int64_t>(t);
    return -1;
}

std::string const smoke = "scenarios/smoke.yaml";

// The smoke scenario, in which the horses of field3 run alone or are not called at all.
Run smoke_with(std::string const& from_tick)
{
    Run run = prepare_file(smoke, {{"programmes.horses.from", from_tick}});
    run.go();
    return run;
}

// What luck gave to a lead on a technology, by the keys of both.
std::map<std::pair<std::uint64_t, std::int32_t>, double> approaches(Run const& run)
{
    std::map<std::pair<std::uint64_t, std::int32_t>, double> quality;
    Organisations const& o = run.population<Organisations>();
    for (auto const& [number, p] : run.story.projects)
        if (p.is_of_a_programme() && is_current(o, p.lead)) quality[{o.key(p.lead.slot), p.technology}] = p.quality;
    return quality;
}

std::multiset<std::pair<int, std::string>> births(Run const& run)
{
    std::multiset<std::pair<int, std::string>> born;
    Organisations const& o = run.population<Organisations>();
    for (std::uint32_t i = 0; i < o.size(); ++i)
        if (o.is_alive(i) && o.names[i].starts_with("startup-")) born.emplace(o.born[i], o.names[i]);
    for (auto const& gone : o.departed)
        if (gone.name.starts_with("startup-")) born.emplace(gone.born, gone.name);
    return born;
}

} // namespace

TEST_CASE("Dutch runs that differ in a programme from some tick on are identical until then")
{
    std::string const dutch = "scenarios/netherlands/racehorse.yaml";
    Overrides const base{{"calendar.ticks", "12"}};
    auto const until = [&](std::string const& tick) {
        Overrides changed = base;
        changed.push_back({"programmes.main.until", tick});
        return parting(dutch, base, changed);
    };
    CHECK(until("8") == 8);
    CHECK(until("5") == 5);
    CHECK(until("12") == -1);
}

TEST_CASE("A component acts from the tick in which it is first used: not before, and not never")
{
    Overrides const none;
    CHECK(parting(smoke, none, {{"programmes.horses.from", "7"}}) == 0);
    CHECK(parting(smoke, {{"programmes.horses.from", "6"}}, {{"programmes.horses.from", "9"}}) == 6);
    CHECK(parting(smoke, none, {{"programmes.challenges.selection.winners", "2"}}) == 2); // the first decision
    // Work starts at 3: the gates are at 6 and 10. Another noise need not change who is kept.
    auto const gate = [&](std::string const& number) {
        return parting(smoke, none, {{"programmes.horses.race.gates." + number + ".noise", "3"}});
    };
    CHECK(gate("0") >= 6);
    CHECK(gate("1") >= 10);
    // What bidders expect to be paid is in their bids.
    std::string const half = "[{on: award, share: 0.5}, {on: verified, share: 0.5}]";
    CHECK(parting(smoke, none, {{"programmes.challenges.payment.tranches", half}}) >= 2);
}

TEST_CASE("Another policy in one field leaves the approaches of everybody on everything as they were")
{
    auto const with = approaches(smoke_with("0")), without = approaches(smoke_with("20"));
    int compared = 0;
    for (auto const& [who, quality] : without) {
        auto const found = with.find(who);
        if (found == with.end()) continue;
        ++compared;
        CHECK(found->second == quality);
    }
    CHECK(compared > 30);
}

TEST_CASE("Another policy in one field leaves technologies and their luck as they were")
{
    Run const with = smoke_with("0"), without = smoke_with("20");
    Technologies const &a = with.population<Technologies>(), &b = without.population<Technologies>();
    REQUIRE(a.size() == b.size());
    int gained = 0;
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        CHECK(a.feasible[i] == b.feasible[i]);
        CHECK(a.quality[i] == b.quality[i]);
        CHECK(a.target[i] == b.target[i]);
        CHECK(std::ranges::equal(a.requirement.row(i), b.requirement.row(i)));
        if (a.field[i] == 2) gained += a.level[i] - b.level[i];
    }
    CHECK(gained > 20); // the horses did run
}

TEST_CASE("Another policy in one field leaves it as it was who is founded when")
{
    auto const with = births(smoke_with("0")), without = births(smoke_with("20"));
    CHECK(with.size() > 40);
    CHECK(with == without);
}

TEST_CASE("A lead needs the same hazard for a level, whatever the policy")
{
    // Nothing differs between the projects of a lead but when they run: all research conditions are constant.
    auto const durations = [](std::string const& from) {
        Run const run = laboratory_run(simple_programme("selection: {rule: all, bar: 0}, from: " + from),
                                       {{"programmes.main.call.deadline", "20"}, {"calendar.ticks", "44"}});
        std::map<std::pair<std::int32_t, std::uint32_t>, int> ticks;
        for (auto const& [number, p] : run.story.projects)
            if (p.is_of_a_programme() && p.state == ProjectState::verified && p.start_level == 3)
                ticks[{p.technology, p.lead.slot}] = p.ended - p.starts;
        return ticks;
    };
    auto const early = durations("0"), late = durations("5");
    int compared = 0, same = 0;
    for (auto const& [who, ticks] : late) {
        if (!early.contains(who)) continue;
        ++compared;
        same += early.at(who) == ticks;
    }
    CHECK(compared > 20);
    CHECK(same == compared);
}

TEST_CASE("Bids are the same under two ways of choosing among them, until the first choice has consequences")
{
    auto const first_bids = [](std::string const& rule) {
        Run run = prepare_file(smoke, {{"programmes.horses.selection.rule", rule}, {"calendar.ticks", "3"}});
        run.go();
        std::map<std::pair<int, int>, std::pair<std::int64_t, double>> bids; // by technology and applicant
        for (Application const& a : run.story.applications)
            bids[{a.technology, a.applicant}] = {a.price.minor, a.observed};
        return bids;
    };
    CHECK(first_bids("review") == first_bids("lottery"));
    CHECK(first_bids("review").size() > 50);
}
