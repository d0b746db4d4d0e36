// Presets are named compositions: what they stand for, and that a scenario can change any part of one.
#include "tests/models/ecosystem/run_ecosystem.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace tianji;
using namespace tianji::ecosystem;

namespace {

Programme resolved(std::string const& programme)
{
    Run const run = prepare_text(laboratory("main: " + programme));
    return dynamic_cast<EcosystemRules const&>(*run.scenario.rules).programmes.at(0).second;
}

// What `check --resolved` says of a key: value and origin.
std::string line_of(Run const& run, std::string const& yaml)
{
    for (ResolvedLine const& line : run.scenario.resolved_lines)
        if (line.yaml.find(yaml) != std::string::npos) return line.yaml + " # " + line.origin;
    return "no line with '" + yaml + "'";
}

bool contains(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("A direct grant pays the best bid its cost as the work goes on")
{
    Programme const p = resolved("{instrument: direct_grant}");
    CHECK(p.call.owner == Call::Owner::agency);
    CHECK(p.selection.rule == Selection::Rule::review);
    CHECK(p.selection.winners == 1);
    CHECK(p.race.gates.empty());
    CHECK(p.payment.amount.basis == Amount::Basis::share_of_cost);
    CHECK(p.payment.amount.share == 1.0);
    REQUIRE(p.payment.tranches.size() == 1);
    CHECK(p.payment.tranches[0].on == Tranche::On::date);
    CHECK(p.payment.tranches[0].every == 1);
    CHECK(p.matching.chain.empty());
    CHECK(p.payment.on_failure.clawback == 0.0);
}

TEST_CASE("Open bidding pays 30 % at the award and 70 % for the verified result, matched by the firm that asked")
{
    Programme const p = resolved("{instrument: open_bidding}");
    CHECK(p.call.owner == Call::Owner::firm);
    CHECK(p.call.level == 6);
    CHECK(p.call.deadline == 12);
    CHECK(p.entry.price);
    CHECK(p.selection.rule == Selection::Rule::scored);
    CHECK(p.selection.weights.price == 0.3);
    CHECK(p.selection.weights.quality == 0.7);
    CHECK(p.selection.winners == 1);
    CHECK(p.payment.amount.basis == Amount::Basis::bid);
    REQUIRE(p.payment.tranches.size() == 2);
    CHECK(p.payment.tranches[0].on == Tranche::On::award);
    CHECK(p.payment.tranches[0].share == 0.3);
    CHECK(p.payment.tranches[1].on == Tranche::On::verified);
    CHECK(p.payment.tranches[1].share == 0.7);
    REQUIRE(p.matching.chain.size() == 1);
    CHECK(p.matching.chain[0].by == Funder::owner);
    CHECK(p.matching.chain[0].ratio == 1.0);
    CHECK(p.matching.chain[0].base == Link::Base::first);
}

TEST_CASE("A racehorse funds three lanes, keeps two after a year and one after two")
{
    Programme const p = resolved("{instrument: racehorse}");
    CHECK(p.selection.rule == Selection::Rule::review);
    CHECK(p.selection.winners == 3);
    REQUIRE(p.race.gates.size() == 2);
    CHECK(p.race.gates[0].after == 4);
    CHECK(p.race.gates[0].keep == 2);
    CHECK(p.race.gates[0].noise == 1.0);
    CHECK(p.race.gates[1].after == 8);
    CHECK(p.race.gates[1].keep == 1);
    CHECK(p.race.gates[1].noise == 0.5);
    CHECK(p.race.stop == Race::Stop::deadline);
    CHECK(p.payment.amount.basis == Amount::Basis::share_of_cost);
    REQUIRE(p.payment.tranches.size() == 1);
    CHECK(p.payment.tranches[0].on == Tranche::On::date);
}

TEST_CASE("A matching grant pays 5 million by milestones, and province, city and county add 1, 1/2 and 1/2")
{
    Programme const p = resolved("{instrument: matching_grant}");
    CHECK(p.payment.amount.basis == Amount::Basis::fixed);
    CHECK(p.payment.amount.value == millions(5));
    REQUIRE(p.payment.tranches.size() == 2);
    for (std::size_t i : {0U, 1U}) {
        CHECK(p.payment.tranches[i].on == Tranche::On::level);
        CHECK(p.payment.tranches[i].level == (i == 0 ? 5 : 7));
        CHECK(p.payment.tranches[i].share == 0.5);
    }
    REQUIRE(p.matching.chain.size() == 3);
    CHECK(p.matching.shortfall == Shortfall::scale);
    Funder const funders[] = {Funder::province, Funder::city, Funder::county};
    double const ratios[] = {1.0, 0.5, 0.5};
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(p.matching.chain[i].by == funders[i]);
        CHECK(p.matching.chain[i].ratio == ratios[i]);
        CHECK(p.matching.chain[i].base == Link::Base::previous);
    }
}

TEST_CASE("On its own account a team decides at once, tells nobody, and is paid by nobody")
{
    Programme const p = resolved("{instrument: own_account}");
    CHECK(p.source == Funder::applicant);
    CHECK(p.is_on_own_account());
    CHECK(p.call.decision == 0);
    CHECK(p.call.repeat_after == 1);
    CHECK(p.entry.application == 0.0);
    CHECK(p.selection.rule == Selection::Rule::review);
    CHECK(p.selection.winners == 1);
    CHECK(p.selection.bar == 0.0);
    CHECK(p.payment.tranches.empty());
    CHECK(p.matching.chain.empty());
}

TEST_CASE("A scenario changes one component of a preset and keeps the others, and is told where each value is from")
{
    Run const run = prepare_text(laboratory("main: {instrument: racehorse, selection: {noise: 0.25}}"));
    Programme const& p = dynamic_cast<EcosystemRules const&>(*run.scenario.rules).programmes.at(0).second;
    CHECK(p.selection.noise == 0.25);
    CHECK(p.selection.winners == 3);
    CHECK(contains(line_of(run, "winners: 3"), "preset racehorse"));
    CHECK(contains(line_of(run, "stop: deadline"), "preset racehorse"));
    CHECK(contains(line_of(run, "noise: 0.25"), "test:"));
    CHECK(contains(line_of(run, "application: "), "default"));
}

TEST_CASE("Switching the preset keeps the components that were set explicitly")
{
    Overrides const other{{"programmes.main.instrument", "open_bidding"}};
    Run const run =
        prepare_text(laboratory("main: {instrument: racehorse, race: {gates: []}, selection: {winners: 2}}"), other);
    Programme const& p = dynamic_cast<EcosystemRules const&>(*run.scenario.rules).programmes.at(0).second;
    CHECK(p.selection.winners == 2);
    CHECK(p.selection.rule == Selection::Rule::scored);
    CHECK(p.payment.tranches.size() == 2);
}

TEST_CASE("A list of a scenario replaces the whole list of the preset")
{
    Programme const p = resolved("{instrument: open_bidding, payment: {tranches: [{on: award, share: 1}]}}");
    REQUIRE(p.payment.tranches.size() == 1);
    CHECK(p.payment.tranches[0].share == 1.0);
}

TEST_CASE("A resolved scenario reads back as the same run")
{
    Run first = prepare_file("scenarios/smoke.yaml", {{"calendar.ticks", "6"}});
    Run second = prepare_text(first.scenario.resolved);
    CHECK(second.scenario.resolved == first.scenario.resolved);
    CHECK(second.go().outcome.digest == first.go().outcome.digest);
}
