// Matching: who adds to the first amount, and what happens where there is nothing to add.
#include "tests/models/ecosystem/tables.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

using namespace tianji;
using namespace tianji::ecosystem;

namespace {

// A fixed amount of 10 000 from the nation and a chain below it.
std::string ladder(std::string const& more = "shortfall: scale")
{
    return "main: {source: nation, call: {budget: 1000}, selection: {bar: 0}, payment: {amount: {basis: fixed, value: "
           "0.01}, tranches: [{on: award, share: 1}]}, matching: {chain: [{by: province, ratio: 1}, {by: city, ratio: "
           "0.5}, {by: county, ratio: 0.5}], " +
           more + "}}";
}

void check_promises(Run const& run, std::map<Funder, Money> const& expected)
{
    REQUIRE(run.story.awards.size() > 30);
    for (Award const& award : run.story.awards)
        for (std::uint32_t i = 0; i < n_funders; ++i) {
            auto const found = expected.find(static_cast<Funder>(i));
            CHECK(award.promised[i] == (found == expected.end() ? Money{} : found->second));
        }
}

} // namespace

TEST_CASE("Each level of government adds its ratio of what the level above adds: 100, 100, 50, 25 (V-18d)")
{
    Run const run = laboratory_run(ladder());
    check_promises(run, {{Funder::nation, millions(0.01)},
                         {Funder::province, millions(0.01)},
                         {Funder::city, millions(0.005)},
                         {Funder::county, millions(0.0025)}});
    for (ProjectOutcome const& o : outcomes(run)) {
        CHECK(o.paid[column_of(Funder::nation)] == millions(0.01));
        CHECK(o.paid[column_of(Funder::county)] == millions(0.0025));
    }
    CHECK(run.world().ledger.paid_ever(code(Purpose::matching)).minor ==
          static_cast<std::int64_t>(run.world().ledger.paid_ever(code(Purpose::grant)).minor * 175 / 100));
}

TEST_CASE("Ratios may be of the first amount or of the cost, with a cap")
{
    Run const run = laboratory_run(
        "main: {source: nation, call: {budget: 1000}, payment: {amount: {basis: fixed, value: 0.01}, tranches: [{on: "
        "award, share: 1}]}, matching: {chain: [{by: province, ratio: 2}, {by: city, ratio: 0.5, base: first}, {by: "
        "county, ratio: 0.2, base: cost, cap: 0.001}]}}");
    check_promises(run, {{Funder::nation, millions(0.01)},
                         {Funder::province, millions(0.02)},
                         {Funder::city, millions(0.005)},
                         {Funder::county, millions(0.001)}}); // 0.2 of 8 250 is 1 650
}

TEST_CASE("A county without money adds nothing where the chain scales")
{
    Run const run = laboratory_run(ladder(), {{"treasuries.county", "0"}});
    check_promises(
        run, {{Funder::nation, millions(0.01)}, {Funder::province, millions(0.01)}, {Funder::city, millions(0.005)}});
    for (Award const& award : run.story.awards) CHECK(!award.refused);
}

TEST_CASE("Levels below one without money follow it where the chain scales")
{
    Run const run = laboratory_run(ladder(), {{"treasuries.province", "0"}});
    check_promises(run, {{Funder::nation, millions(0.01)}});
}

TEST_CASE("The team bears the gap of a level without money where the chain says so, and the levels below still add")
{
    Run const poor_county = laboratory_run(ladder("shortfall: applicant"), {{"treasuries.county", "0"}});
    check_promises(poor_county, {{Funder::nation, millions(0.01)},
                                 {Funder::province, millions(0.01)},
                                 {Funder::city, millions(0.005)},
                                 {Funder::applicant, millions(0.0025)}});
    Run const poor_province = laboratory_run(ladder("shortfall: applicant"), {{"treasuries.province", "0"}});
    check_promises(poor_province, {{Funder::nation, millions(0.01)},
                                   {Funder::city, millions(0.005)},
                                   {Funder::county, millions(0.0025)},
                                   {Funder::applicant, millions(0.01)}});
}

TEST_CASE("A project is not funded where a level without money refuses, and frees people and promises")
{
    Run const run = laboratory_run(ladder("shortfall: refuse"), {{"treasuries.county", "0"}});
    REQUIRE(run.story.awards.size() > 30);
    for (Award const& award : run.story.awards) CHECK(award.refused);
    for (ProjectOutcome const& o : outcomes(run)) CHECK(is_state(o, ProjectState::refused));
    CHECK(by_project(run).empty());
    for (Money committed : run.population<DomesticSectors>().committed.values()) CHECK(committed == Money{});
    Organisations const& o = run.population<Organisations>();
    for (std::uint32_t i = 0; i < o.size(); ++i) CHECK(o.booked[i] == Approx(0.0).margin(1e-6));
    Programmes const& programmes = run.population<Programmes>();
    CHECK(programmes.available[0] == millions(1000.0 / 4.0) * 32); // all of the budget can be awarded again
}

TEST_CASE("A treasury promises no more than it has, to whichever programme comes first")
{
    Run run = prepare_text(laboratory("main: {source: city, call: {budget: 1000}, payment: {amount: {basis: fixed, "
                                      "value: 0.02}, tranches: [{on: verified, share: 1}]}}"),
                           {{"treasuries.city", "0.05"}});
    DomesticSectors const& sectors = run.population<DomesticSectors>();
    auto const city = static_cast<std::uint32_t>(Domestic::city);
    run.story.each_tick = [&](World const&) {
        CHECK(sectors.committed[city] >= Money{});
        CHECK(sectors.committed[city] <= sectors.purse.at(city));
    };
    run.go();
    CHECK(std::ranges::any_of(run.story.awards, &Award::refused));
    CHECK(!std::ranges::all_of(run.story.awards, &Award::refused));
}

TEST_CASE("The owner of a challenge matches from its cash, and never promises the same money twice")
{
    Run run = prepare_text(laboratory("main: {instrument: open_bidding, source: european_union, call: {budget: 1000}, "
                                      "selection: {winners: 3, bar: 0}, matching: {chain: [{by: owner, ratio: 100}]}}"),
                           {{"market.cash_target", "1"}});
    Organisations const& o = run.population<Organisations>();
    Projects const& p = run.population<Projects>();
    std::vector<std::int64_t> cash(o.cash.balance.begin(), o.cash.balance.end()); // at the end of the tick before
    bool was_short = false;
    run.story.each_tick = [&](World const& world) {
        std::map<std::uint32_t, Money> promised;
        std::map<std::uint32_t, bool> is_new;
        for (std::uint32_t i = 0; i < p.size(); ++i) {
            if (!is_of_a_programme(p, i) || p.state[i] != ProjectState::running) continue;
            promised[p.owner[i].slot] +=
                p.promised.row(i)[column_of(Funder::owner)] - p.paid.row(i)[column_of(Funder::owner)];
            is_new[p.owner[i].slot] |= p.starts[i] == world.clock.tick + 1; // awarded in this tick
            was_short |= p.promised.row(i)[column_of(Funder::owner)] < p.price[i] * 100;
        }
        for (auto const& [slot, sum] : promised)
            if (is_new[slot]) CHECK(sum.minor <= std::max<std::int64_t>(cash[slot], 0));
        std::ranges::copy(o.cash.balance, cash.begin());
    };
    run.go();
    CHECK(was_short);
    CHECK(run.world().ledger.paid_ever(code(Purpose::owner_matching)) > Money{});
}

TEST_CASE("What an owner has promised to all of its projects is known, and never more than its cash when it promises")
{
    Run run = prepare_text(laboratory("main: {instrument: open_bidding, source: european_union, call: {budget: 1000}, "
                                      "selection: {winners: 3, bar: 0}, matching: {chain: [{by: owner, ratio: 100}]}}"),
                           {{"market.cash_target", "1"}}, {.audit = Audit::yes});
    Organisations const& o = run.population<Organisations>();
    Projects const& p = run.population<Projects>();
    constexpr std::uint32_t owner = column_of(Funder::owner);
    std::vector<Money> before(o.pledged.values().begin(), o.pledged.values().end());
    int of_several = 0;
    run.story.each_process = [&](World const&, std::string_view process) {
        std::vector<Money> promised(o.size());
        std::vector<int> projects(o.size());
        for (std::uint32_t i = 0; i < p.size(); ++i) {
            if (!is_of_a_programme(p, i) || !is_current(o, p.owner[i])) continue;
            Money const open = p.promised.row(i)[owner] - p.paid.row(i)[owner];
            promised[p.owner[i].slot] += open;
            projects[p.owner[i].slot] += open > Money{};
        }
        REQUIRE(std::ranges::equal(o.pledged.values(), promised));
        for (std::uint32_t i = 0; process == "match_funds" && i < o.size(); ++i) {
            if (promised[i] <= before[i]) continue;
            CHECK(promised[i] <= o.cash.at(i));
            of_several += projects[i] > 1;
        }
        before = promised;
    };
    run.go();
    CHECK(of_several > 10);
}
