// Combinations of components that cannot mean anything. Poor bidders, empty treasuries and calls that nobody answers
// are not refused: their effect is the question.
#include "models/ecosystem/programmes/components.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tianji::ecosystem {

namespace {

void check_race(Programme const& programme, Parameters& p)
{
    std::int64_t lanes = programme.selection.winners, last = 0;
    auto const& gates = programme.race.gates;
    if (!gates.empty() && lanes < 2)
        p.refuse("race.gates", "race.gates with selection.winners 1", "one lane cannot be eliminated",
                 "at least 2 winners or no gates");
    for (std::size_t i = 0; i < gates.size(); ++i) {
        std::string const at = fmt::format("race.gates.{}", i);
        if (lanes >= 2 && gates[i].keep >= lanes)
            p.refuse(at + ".keep", fmt::format("keep is {}", gates[i].keep),
                     fmt::format("only {} lanes come to this gate, so nobody would be eliminated", lanes), "fewer");
        if (gates[i].after <= last)
            p.refuse(at + ".after", fmt::format("after is {}", gates[i].after),
                     fmt::format("the gate before it is at {}", last), "gates in the order of time");
        if (gates[i].after >= programme.call.deadline)
            p.refuse(at + ".after", fmt::format("after is {}", gates[i].after),
                     fmt::format("projects end after {} ticks (call.deadline)", programme.call.deadline),
                     "an earlier gate");
        lanes = gates[i].keep;
        last = gates[i].after;
    }
}

void check_price(Programme const& programme, Parameters& p)
{
    bool const by_price = programme.selection.is_by_price();
    if (by_price && programme.payment.amount.basis == Amount::Basis::fixed)
        p.refuse("payment.amount.basis", "a fixed amount with a price rule",
                 "selection.rule compares prices that would not be paid", "basis: bid");
    if (by_price && programme.payment.amount.basis == Amount::Basis::share_of_cost)
        p.refuse("payment.amount.basis", "a share of cost with a price rule",
                 "selection.rule compares prices that would not be paid", "basis: bid");
    bool const needs_price = by_price || programme.payment.amount.basis == Amount::Basis::bid ||
                             programme.selection.rule == Selection::Rule::scored;
    if (needs_price && !programme.entry.price)
        p.refuse("entry.price", "a rule that needs prices with bids that have none",
                 "selection.rule or payment.amount.basis uses the price in the bid", "entry: {price: true}");
    if (programme.payment.amount.basis == Amount::Basis::fixed && programme.payment.amount.value <= Money{0})
        p.refuse("payment.amount.value", "a fixed amount of 0", "nothing would ever be paid", "value: 1.5");
}

void check_tranches(Programme const& programme, Parameters& p)
{
    double sum = 0.0;
    auto const& tranches = programme.payment.tranches;
    for (std::size_t i = 0; i < tranches.size(); ++i) {
        sum += tranches[i].share;
        if (tranches[i].on == Tranche::On::level && tranches[i].level == 0)
            p.refuse(fmt::format("payment.tranches.{}.level", i), "a tranche on a level without the level",
                     "nothing would release it", "level: 5");
        if (tranches[i].on == Tranche::On::level && programme.call.level > 0 &&
            tranches[i].level > programme.call.level)
            p.refuse(fmt::format("payment.tranches.{}.level", i), fmt::format("level is {}", tranches[i].level),
                     fmt::format("projects end at level {} (call.level)", programme.call.level), "a level on the way");
    }
    if (tranches.empty())
        p.refuse("payment.tranches", "no tranches", "the amount would never be paid",
                 "tranches: [{on: award, share: 1}]");
    else if (std::abs(sum - 1.0) > 1e-9)
        p.refuse("payment.tranches", fmt::format("the shares of the tranches sum to {:g}", sum),
                 "they are parts of one amount", "shares that sum to 1");
}

void check_matching(Programme const& programme, Parameters& p)
{
    auto const& chain = programme.matching.chain;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        std::string const at = fmt::format("matching.chain.{}.by", i);
        if (chain[i].by == Funder::owner && programme.call.owner != Call::Owner::firm)
            p.refuse(at, "matching by the owner", "call.owner is agency: no firm posted the challenge",
                     "call: {owner: firm}");
        if (chain[i].by == programme.source)
            p.refuse(at, "matching by the first funder", "source already pays", "another level");
        for (std::size_t j = 0; j < i; ++j)
            if (chain[j].by == chain[i].by)
                p.refuse(at, "two links by the same funder", fmt::format("link {} has it already", j),
                         "one link with both ratios");
    }
}

// Where nobody but the team pays, nobody else sets terms.
void check_own_account(Programme const& programme, Parameters& p)
{
    auto const refuse = [&p](bool is_wrong, char const* key, char const* problem, char const* why,
                             char const* instead) {
        if (is_wrong) p.refuse(key, fmt::format("{} with source applicant", problem), why, instead);
    };
    Amount const& amount = programme.payment.amount;
    bool const has_price = programme.selection.is_by_price() || programme.selection.rule == Selection::Rule::scored;
    refuse(programme.call.owner == Call::Owner::firm, "call.owner", "an owner", "a team decides for itself",
           "owner: agency");
    refuse(programme.call.budget > Money{}, "call.budget", "a budget", "teams spend their own cash", "no budget");
    refuse(programme.call.decision > 0, "call.decision", "a call.decision that takes ticks",
           "nobody but the team decides; what a start takes is call.start", "decision: 0");
    refuse(programme.entry.price, "entry.price", "prices", "nobody is asked to pay them", "price: false");
    refuse(has_price, "selection.rule", "a rule that compares prices", "nobody is asked to pay them", "rule: review");
    refuse(!programme.race.gates.empty(), "race.gates", "gates", "nobody can stop a team that pays for itself",
           "no gates");
    refuse(amount.basis != Amount::Basis::share_of_cost || amount.share < 1.0 || amount.cap > Money{}, "payment.amount",
           "an amount other than the cost", "what is not paid the team bears anyway", "basis: share_of_cost, share: 1");
    refuse(!programme.payment.tranches.empty(), "payment.tranches", "tranches", "nobody pays them", "tranches: []");
    refuse(programme.payment.on_failure.clawback > 0.0, "payment.on_failure.clawback", "a clawback",
           "nothing was paid that could be asked back", "clawback: 0");
    refuse(!programme.matching.chain.empty(), "matching.chain", "matching", "nobody but the team pays",
           "source: nation and a link by the applicant");
}

} // namespace

void Programme::validate(Parameters& p) const
{
    if (until >= 0 && until <= from)
        p.refuse("until", "until is " + std::to_string(until),
                 "from is " + std::to_string(from) + ", so there would be no call", "a later tick");
    check_race(*this, p);
    if (is_on_own_account()) return check_own_account(*this, p);
    check_price(*this, p);
    check_tranches(*this, p);
    check_matching(*this, p);
}

} // namespace tianji::ecosystem
