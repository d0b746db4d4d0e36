// Reviewers look at the bids, rank them, and award while money and people last: the best calls first.
#include "engine/base/elementary.hpp"
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/contests/contests.hpp"
#include "models/ecosystem/contests/rules.hpp"
#include "models/ecosystem/contests/tables.hpp"
#include "models/ecosystem/contests/verbs.hpp"
#include "models/ecosystem/labour/labour.hpp"
#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/programmes/programmes.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/technologies/rules.hpp"
#include "models/ecosystem/technologies/technologies.hpp"
#include "models/ecosystem/treasuries/treasuries.hpp"
#include "models/ecosystem/words/events.hpp"

#include <cmath>

namespace tianji::ecosystem {

namespace {

// One bid as the reviewers see it.
struct Contender {
    Bid const* bid;
    double observed = 0.0; // success probability as reviewed
    double score = 0.0;
    Money amount;
    std::uint64_t lead_key = 0;
};

struct Contest {
    Row<Calls> call;
    std::vector<Contender> contenders; // best first
};

struct SelectBids {
    BiddingRule behaviour;
    ResearchRule research;
    MarketRule market;
    Account households;
    Contracts contracts;
    Now now;
    Fate fate;
    Everyone<Calls> calls;
    Everyone<Organisations> organisations;
    Everyone<Technologies> technologies;
    Inbox<Bid> inbox;
    Read<&Calls::programme> programme;
    Read<&Calls::technology> technology;
    Read<&Calls::owner> owner;
    Read<&Calls::decides> decides;
    Read<&Calls::target> target;
    Read<&Economy::wage> wage;
    Read<&Technologies::field> field;
    Read<&Technologies::quality> common_quality;
    Activity activity;
    Budgets budgets;
    Workload workload;
    Experience experience;
    Appearance appearance;
    Balances<&Organisations::cash> cash;
    Births<Projects> births;
    Deaths<Calls> endings;
    Rows<Application> applications;
    Events events;

    void operator()(Once const& once) const
    {
        std::vector<Contest> contests;
        for (Row<Calls> call : calls) {
            if (decides[call] > now.tick()) continue;
            contests.push_back(review(once, call));
            endings.die(once.as(call), households, code(Reason::decided));
        }
        // Programmes in their order; within one, the call with the best bid first.
        std::ranges::stable_sort(contests, [&](Contest const& a, Contest const& b) {
            if (programme[a.call] != programme[b.call]) return programme[a.call] < programme[b.call];
            double const best_a = a.contenders.empty() ? -1.0 : a.contenders.front().observed;
            double const best_b = b.contenders.empty() ? -1.0 : b.contenders.front().observed;
            return best_a != best_b ? best_a > best_b : calls.key(a.call) < calls.key(b.call);
        });
        for (Contest& contest : contests) decide(once, contest);
    }

    Programme const& terms_of(Row<Calls> call) const { return contracts.latest(programme[call]); }
    Row<Technologies> topic_of(Row<Calls> call) const { return technology[call]; }

    // Scores every bid and sorts them, best first, ties by the key of the lead.
    Contest review(Once const& once, Row<Calls> call) const
    {
        Programme const& terms = terms_of(call);
        Contest contest{call, {}};
        Money highest{1};
        for (Bid const& bid : inbox.messages(once.as(call))) {
            if (!organisations.is_current(bid.members[0])) continue;
            Contender one{&bid};
            one.lead_key = organisations.key(Row<Organisations>{bid.members[0].slot});
            PairStream luck = once.pair_luck(technology_luck(technologies.key(topic_of(call))), one.lead_key);
            double const p = std::clamp(bid.true_success, 1e-6, 1.0 - 1e-6);
            one.observed = logistic(logit(p) + terms.selection.noise * luck.normal());
            one.score = luck.uniform(); // of the lottery; replaced by every other rule
            one.amount = amount_of(terms.payment.amount, bid.price, bid.cost);
            highest = std::max(highest, bid.price);
            contest.contenders.push_back(one);
        }
        for (Contender& one : contest.contenders) one.score = score(terms.selection, one, highest);
        std::ranges::sort(contest.contenders, [](Contender const& a, Contender const& b) {
            return a.score != b.score ? a.score > b.score : a.lead_key < b.lead_key;
        });
        return contest;
    }

    static double score(Selection const& selection, Contender const& one, Money highest)
    {
        double const price = static_cast<double>(one.bid->price.minor) / static_cast<double>(highest.minor);
        switch (selection.rule) {
        case Selection::Rule::review:
        case Selection::Rule::all:
            return one.observed;
        case Selection::Rule::first_price:
        case Selection::Rule::second_price:
            return -price;
        case Selection::Rule::scored:
            return selection.weights.quality * one.observed - selection.weights.price * price;
        case Selection::Rule::lottery:
            return one.score;
        }
        return 0.0;
    }

    // Every winner gets the first price that did not win; without a loser, its own. Bids that could not win, below the
    // bar or short of people, set no price.
    void pay_next_price(Once const& once, Contest& contest, Programme const& terms) const
    {
        std::vector<Contender*> able;
        for (Contender& one : contest.contenders)
            if (one.observed >= terms.selection.bar && has_room(once, *one.bid)) able.push_back(&one);
        auto const winners = static_cast<std::size_t>(terms.selection.winners);
        if (able.size() <= winners) return;
        Money const next = able[winners]->bid->price;
        for (std::size_t i = 0; i < winners; ++i)
            able[i]->amount = amount_of(terms.payment.amount, next, able[i]->bid->cost);
    }

    void decide(Once const& once, Contest& contest) const
    {
        Programme const& terms = terms_of(contest.call);
        if (terms.selection.rule == Selection::Rule::second_price) pay_next_price(once, contest, terms);
        Self<Programmes> const purse = once.as(programme[contest.call]);
        bool const is_open_ended = terms.selection.rule == Selection::Rule::all;
        std::int64_t lanes = 0;
        std::int32_t rank = 0;
        bool has_money = true;
        // Two programmes may let teams look at the same topic on their own account: what one has begun, others leave.
        bool const is_taken = terms.is_on_own_account() && !activity.is_idle(once.as(topic_of(contest.call)));
        for (Contender const& one : contest.contenders) {
            Decision decision = Decision::lost;
            if (one.observed < terms.selection.bar)
                decision = Decision::below_bar;
            else if (is_taken || (!is_open_ended && lanes >= terms.selection.winners))
                decision = Decision::lost;
            else if (terms.is_on_own_account() && !has_cash(once, one, terms))
                decision = Decision::no_cash;
            else if (!terms.is_on_own_account() && (!has_money || one.amount > budgets.left(purse)))
                decision = Decision::no_budget;
            else
                decision = has_room(once, *one.bid) ? Decision::won : Decision::no_capacity;
            // Nobody is passed over for being expensive: once the best no longer fits, the money of the call is over.
            if (decision == Decision::no_budget) has_money = false;
            if (decision == Decision::won) {
                ++lanes;
                award(once, contest.call, one, purse);
            }
            record(once, contest.call, one, ++rank, decision);
            if (!terms.is_on_own_account()) learn_from(once, one, decision, terms);
        }
    }

    // Who pays itself has the first year of its share beside a tick's payroll [assumed: how far ahead it looks].
    bool has_cash(Once const& once, Contender const& one, Programme const& terms) const
    {
        double const year = now.clock().ticks_per_year() / static_cast<double>(terms.call.deadline);
        auto const team = present(one.bid->members);
        for (std::size_t i = 0; i < team.size(); ++i) {
            if (!organisations.is_current(team[i])) return false;
            Self<Organisations> const member = once.as(Row<Organisations>{team[i].slot});
            Money const payroll = rounded(workload.people(member) * cost_per_staff(wage[the_economy], market.overhead));
            if (share_of(one.amount, one.bid->shares[i] * std::min(1.0, year)) > cash[member] - payroll) return false;
        }
        return true;
    }

    bool has_room(Once const& once, Bid const& bid) const
    {
        auto const team = present(bid.members);
        for (std::size_t i = 0; i < team.size(); ++i) {
            if (!organisations.is_current(team[i])) return false;
            Self<Organisations> const member = once.as(Row<Organisations>{team[i].slot});
            if (bid.staff * bid.shares[i] > workload.free(member) + 1e-9) return false;
        }
        return true;
    }

    void award(Once const& once, Row<Calls> call, Contender const& one, Self<Programmes> purse) const
    {
        Programme const& terms = terms_of(call);
        Bid const& bid = *one.bid;
        Row<Technologies> const topic = topic_of(call);
        auto const team = present(bid.members);
        auto const starts = static_cast<std::int32_t>(now.tick() + terms.call.start);
        births.bear(once.as(call), mix(technology_luck(technologies.key(topic)), one.lead_key),
                    {.programme = programme[call],
                     .technology = topic,
                     .contest = calls.key(call),
                     .members = {team.begin(), team.end()},
                     .shares = {bid.shares.begin(), bid.shares.begin() + static_cast<std::ptrdiff_t>(team.size())},
                     .owner = owner[call],
                     .fields = 1u << field[topic],
                     .staff = bid.staff,
                     .starts = starts,
                     .deadline = static_cast<std::int32_t>(starts + terms.call.deadline - 1),
                     .start_level = static_cast<std::int32_t>(bid.start_level),
                     .target = target[call],
                     .quality = approach(topic, one.lead_key),
                     .price = one.amount,
                     .cost = bid.cost,
                     .source = terms.source});
        budgets.award(purse, one.amount, terms.is_on_own_account() ? Money{} : one.amount);
        activity.begin(once.as(topic));
        for (std::size_t i = 0; i < team.size(); ++i)
            join(once.as(Row<Organisations>{team[i].slot}), bid.staff * bid.shares[i]);
    }

    void join(Self<Organisations> member, double people) const
    {
        workload.book(member, people);
        if (!appearance.enter(member, now.tick())) return;
        events.add(member, {static_cast<std::int32_t>(now.tick()), code(EcosystemEvent::entry),
                            static_cast<std::int32_t>(member.index())});
    }

    // q = √ρ u_τ + √(1−ρ) ε: the same for a lead and a technology, whatever the policy.
    double approach(Row<Technologies> topic, std::uint64_t lead_key) const
    {
        double const common = research.approach_common;
        double const own = fate.of("approach", mix(lead_key, technology_luck(technologies.key(topic)))).normal();
        return std::sqrt(common) * common_quality[topic] + std::sqrt(1.0 - common) * own;
    }

    void record(Once const& once, Row<Calls> call, Contender const& one, std::int32_t rank, Decision decision) const
    {
        applications.add(once.as(call),
                         {static_cast<std::int32_t>(now.tick()), number_of(programme[call]),
                          number_of(technology[call]), static_cast<std::int32_t>(one.bid->members[0].slot),
                          static_cast<std::int32_t>(present(one.bid->members).size()), rank, one.bid->true_success,
                          one.observed, one.score, terms_of(call).selection.bar, one.bid->price,
                          decision == Decision::won ? one.amount : Money{}, decision});
    }

    // The lead updates its belief about winning, and where bids have prices its mark-up, in the direction that would
    // have been better.
    void learn_from(Once const& once, Contender const& one, Decision decision, Programme const& terms) const
    {
        Self<Organisations> const lead = once.as(Row<Organisations>{one.bid->members[0].slot});
        experience.add(lead, decision == Decision::won, terms.entry.price ? behaviour.learning_step : 0.0);
    }
};

} // namespace

void select_bids(Builder& b, BiddingRule const& behaviour, ResearchRule const& research, MarketRule const& market)
{
    b.once<SelectBids>("select_bids", behaviour, research, market, household_account(b.world()));
}

} // namespace tianji::ecosystem
