// Payment: how much, when, and what happens to what is left.
#include "tests/models/ecosystem/tables.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>

using namespace tianji;
using namespace tianji::ecosystem;

namespace {

constexpr std::uint32_t eu = column_of(Funder::european_union);

// Short of time, so that some keep their promise and some do not.
std::string short_of_time(std::string const& payment)
{
    return "main: {source: european_union, call: {budget: 1000, deadline: 8}, selection: {bar: 0}, payment: " +
           payment + "}";
}

} // namespace

TEST_CASE("Open bidding pays 30 % at the award and the rest only for the verified result")
{
    Run const run = laboratory_run("main: {instrument: open_bidding, source: european_union, call: {budget: 1000, "
                                   "deadline: 8}, selection: {bar: 0}, matching: {chain: []}}");
    auto const payments = by_project(run);
    for (ProjectOutcome const& o : outcomes(run)) {
        auto const& rows = payments.at(o.project);
        Money const price = project_of(run, o).price, down = share_of(price, 0.3);
        bool const is_verified = is_state(o, ProjectState::verified);
        CHECK(rows.front().tick == project_of(run, o).starts);
        if (o.tick > project_of(run, o).starts) { // what falls due in one tick is one row
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
    auto const payments = by_project(run);
    for (ProjectOutcome const& o : outcomes(run)) {
        auto const& rows = payments.at(o.project);
        auto const ticks = o.tick - project_of(run, o).starts + 1;
        // One part per tick of work, whether it kept its promise or not.
        CHECK(std::ranges::count_if(rows, [](auto const& r) { return is_reason(r, PaymentReason::date); }) == ticks);
        Money const parts = sum_of(rows, PaymentReason::date);
        CHECK(std::abs(in_millions(parts) - in_millions(project_of(run, o).price) * ticks / 8.0) < 2e-8);
    }
    CHECK(count(run, ProjectState::expired) > 10);
}

TEST_CASE("A date tranche of several ticks pays each part in advance")
{
    Run const run =
        laboratory_run(short_of_time("{amount: {basis: share_of_cost}, tranches: [{on: date, every: 4, share: 1}]}"),
                       {{"programmes.main.call.level", "9"}});
    auto const payments = by_project(run);
    int seen = 0;
    for (ProjectOutcome const& o : outcomes(run)) {
        if (!is_state(o, ProjectState::expired)) continue;
        ++seen;
        std::vector<std::int32_t> ticks;
        for (PaymentRow const& row : payments.at(o.project))
            if (is_reason(row, PaymentReason::date)) ticks.push_back(row.tick - project_of(run, o).starts);
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
        for (PaymentRow const& row : rows)
            if (is_reason(row, PaymentReason::result)) CHECK(row.funder == column_of(Funder::applicant));
        Money const kept = -sum_of(rows, PaymentReason::result);
        CHECK(std::abs((millions(0.02) - o.cost - kept).minor) <= 8);
    }
    CHECK(run.world().ledger.paid_ever(code(Purpose::result)) > Money{});
}

TEST_CASE("A share of the cost and a cap bound what is promised, the members bear the rest")
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
