// Payment and matching: who pays how much, when, and what happens to what is left.
#include "tests/models/ecosystem/run_ecosystem.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

using namespace tianji;
using namespace tianji::ecosystem;

namespace {

std::map<std::int32_t, std::vector<PaymentRow>> by_project(Run const& run)
{
    std::map<std::int32_t, std::vector<PaymentRow>> rows;
    for (PaymentRow const& row : run.story.payments)
        if (row.programme >= 0) rows[row.project].push_back(row);
    return rows;
}

Money sum_of(std::vector<PaymentRow> const& rows, PaymentReason reason)
{
    Money sum;
    for (PaymentRow const& row : rows)
        if (is_reason(row, reason)) sum += row.amount;
    return sum;
}

std::vector<ProjectOutcome> outcomes(Run const& run)
{
    std::vector<ProjectOutcome> rows;
    for (ProjectOutcome const& o : run.story.outcomes)
        if (o.programme >= 0) rows.push_back(o);
    return rows;
}

int count(Run const& run, ProjectState state)
{
    auto const rows = outcomes(run);
    return static_cast<int>(std::ranges::count_if(rows, [&](auto const& o) { return is_state(o, state); }));
}

std::uint32_t row_of(ProjectOutcome const& o) { return static_cast<std::uint32_t>(o.project); }

constexpr std::uint32_t eu = column_of(Funder::european_union);

// Short of time, so that some keep their promise and some do not.
std::string short_of_time(std::string const& payment)
{
    return "main: {source: european_union, call: {budget: 1000, deadline: 8}, selection: {bar: 0}, payment: " +
           payment + "}";
}

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

TEST_CASE("Open bidding pays 30 % at the award and the rest only for the verified result")
{
    Run const run = laboratory_run("main: {instrument: open_bidding, source: european_union, call: {budget: 1000, "
                                   "deadline: 8}, selection: {bar: 0}, matching: {chain: []}}");
    Projects const& p = run.population<Projects>();
    auto const payments = by_project(run);
    for (ProjectOutcome const& o : outcomes(run)) {
        auto const& rows = payments.at(o.project);
        Money const price = p.price[row_of(o)], down = share_of(price, 0.3);
        bool const is_verified = is_state(o, ProjectState::verified);
        CHECK(rows.front().tick == p.starts[row_of(o)]);
        if (o.tick > p.starts[row_of(o)]) { // what falls due in one tick is one row
            CHECK(rows.front().amount == down);
            CHECK(sum_of(rows, PaymentReason::award) == down);
            CHECK(sum_of(rows, PaymentReason::verified) == (is_verified ? price - down : Money{}));
        }
        CHECK(o.paid[eu] == (is_verified ? price : down));
        for (PaymentRow const& row : rows)
            if (is_reason(row, PaymentReason::verified)) CHECK(row.tick == o.tick);
    }
    CHECK(count(run, ProjectState::verified) > 10);
    CHECK(count(run, ProjectState::expired) > 10);
}

TEST_CASE("A direct grant pays the cost of each tick, to the last one")
{
    Run const run = laboratory_run(short_of_time("{amount: {basis: share_of_cost}, tranches: [{on: date, share: 1}]}"));
    Projects const& p = run.population<Projects>();
    auto const payments = by_project(run);
    for (ProjectOutcome const& o : outcomes(run)) {
        auto const& rows = payments.at(o.project);
        auto const ticks = o.tick - p.starts[row_of(o)] + 1;
        // One part per tick of work, whether it kept its promise or not.
        CHECK(std::ranges::count_if(rows, [](auto const& r) { return is_reason(r, PaymentReason::date); }) == ticks);
        Money const parts = sum_of(rows, PaymentReason::date);
        CHECK(std::abs(in_millions(parts) - in_millions(p.price[row_of(o)]) * ticks / 8.0) < 2e-8);
    }
    CHECK(count(run, ProjectState::expired) > 10);
}

TEST_CASE("A date tranche of several ticks pays each part in advance")
{
    Run const run =
        laboratory_run(short_of_time("{amount: {basis: share_of_cost}, tranches: [{on: date, every: 4, share: 1}]}"),
                       {{"programmes.main.call.level", "9"}});
    Projects const& p = run.population<Projects>();
    auto const payments = by_project(run);
    int seen = 0;
    for (ProjectOutcome const& o : outcomes(run)) {
        if (!is_state(o, ProjectState::expired)) continue;
        ++seen;
        std::vector<std::int32_t> ticks;
        for (PaymentRow const& row : payments.at(o.project))
            if (is_reason(row, PaymentReason::date)) ticks.push_back(row.tick - p.starts[row_of(o)]);
        CHECK(ticks == std::vector<std::int32_t>{0, 4});
    }
    CHECK(seen > 20);
}

TEST_CASE("An advance on cost that was not used goes back to its funder")
{
    Run const run =
        laboratory_run(short_of_time("{amount: {basis: share_of_cost}, tranches: [{on: award, share: 1}]}"));
    auto const payments = by_project(run);
    int early = 0;
    for (ProjectOutcome const& o : outcomes(run)) {
        auto const& rows = payments.at(o.project);
        Money const advance = sum_of(rows, PaymentReason::award), back = -sum_of(rows, PaymentReason::refund);
        CHECK(o.paid[eu] == advance - back);
        // What members still get is the cents that rounding kept from them in each tick.
        CHECK(-sum_of(rows, PaymentReason::result) <= Money{64});
        // Wages are rounded up or down in each tick: a cent a tick.
        CHECK(std::abs((o.paid[eu] - std::min(o.cost, advance)).minor) <= 8);
        early += back > Money{100};
    }
    CHECK(early > 20);
}

TEST_CASE("Cost paid on the verified result is the team's as far as it has borne it")
{
    Run const run = laboratory_run(short_of_time(
        "{amount: {basis: share_of_cost}, tranches: [{on: award, share: 0.3}, {on: verified, share: 0.7}]}"));
    auto const payments = by_project(run);
    int verified = 0;
    for (ProjectOutcome const& o : outcomes(run)) {
        if (static_cast<ProjectState>(o.state) != ProjectState::verified) continue;
        auto const& rows = payments.at(o.project);
        Money const promised = sum_of(rows, PaymentReason::award) + sum_of(rows, PaymentReason::verified);
        CHECK(std::abs((o.paid[eu] - std::min(o.cost, promised)).minor) <= 8);
        verified += -sum_of(rows, PaymentReason::result) > Money{64};
    }
    CHECK(verified > 20);
}

TEST_CASE("What is left of a price is the team's: a result")
{
    Run const run = laboratory_run(short_of_time("{amount: {basis: fixed, value: 0.02}, tranches: [{on: award, share: "
                                                 "1}]}"));
    auto const payments = by_project(run);
    for (ProjectOutcome const& o : outcomes(run)) {
        auto const& rows = payments.at(o.project);
        CHECK(o.paid[eu] == millions(0.02));
        CHECK(sum_of(rows, PaymentReason::refund) == Money{});
        Money const kept = -sum_of(rows, PaymentReason::result);
        CHECK(std::abs((millions(0.02) - o.cost - kept).minor) <= 8);
    }
    CHECK(run.world().ledger.paid_ever(code(Purpose::result)) > Money{});
}

TEST_CASE("A share of the cost and a cap bound what is promised; the members bear the rest")
{
    auto const promised = [](std::string const& amount) {
        return laboratory_run(
                   short_of_time("{amount: {basis: share_of_cost, " + amount + "}, tranches: [{on: date, share: 1}]}"))
            .story.awards;
    };
    for (Award const& award : promised("share: 0.5")) CHECK(award.promised[eu] == share_of(award.cost, 0.5));
    for (Award const& award : promised("share: 1, cap: 0.003")) CHECK(award.promised[eu] == millions(0.003));
}

TEST_CASE("Milestones are paid when their level is reached, also in the last tick")
{
    Run const run = laboratory_run(
        short_of_time("{amount: {basis: fixed, value: 0.02}, tranches: [{on: level, level: 4, share: 0.25}, {on: "
                      "level, level: 6, share: 0.75}]}"),
        {{"programmes.main.call.level", "6"}, {"programmes.main.call.deadline", "6"}});
    auto const payments = by_project(run);
    std::map<int, int> seen;
    int at_the_end = 0;
    for (ProjectOutcome const& o : outcomes(run)) {
        Money const expected = o.level >= 6 ? millions(0.02) : o.level >= 4 ? millions(0.005) : Money{};
        CHECK(o.paid[eu] == expected);
        ++seen[o.level];
        auto const rows = payments.find(o.project);
        if (o.level == 4 || o.level == 5)
            at_the_end += rows->second.front().tick == o.tick && is_state(o, ProjectState::expired);
    }
    CHECK(seen[3] > 0);
    CHECK(seen[4] > 5);
    CHECK(seen[6] > 5);
    CHECK(at_the_end > 0);
}

TEST_CASE("A failure may be asked to pay back, and diligent failure may be forgiven")
{
    auto const run_with = [](std::string const& clawback) {
        return laboratory_run(short_of_time("{amount: {basis: fixed, value: 0.01}, tranches: [{on: award, share: 1}], "
                                            "on_failure: {clawback: " +
                                            clawback + "}}"));
    };
    Run const strict = run_with("0.5");
    auto const payments = by_project(strict);
    for (ProjectOutcome const& o : outcomes(strict)) {
        Money const back = -sum_of(payments.at(o.project), PaymentReason::clawback);
        CHECK(back == (is_state(o, ProjectState::expired) ? millions(0.005) : Money{}));
        CHECK(o.paid[eu] == millions(0.01) - back);
    }
    CHECK(count(strict, ProjectState::expired) > 10);
    CHECK(run_with("0").world().ledger.paid_ever(code(Purpose::clawback)) == Money{});
}

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
            if (p.programme[i] < 0 || p.state[i] != ProjectState::running) continue;
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
