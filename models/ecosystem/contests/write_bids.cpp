// Organisations look at the calls that close in this tick, seek partners and write bids.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/contests/contests.hpp"
#include "models/ecosystem/contests/noticing.hpp"
#include "models/ecosystem/contests/partners.hpp"
#include "models/ecosystem/contests/rules.hpp"
#include "models/ecosystem/contests/verbs.hpp"
#include "models/ecosystem/labour/labour.hpp"
#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/programmes/programmes.hpp"
#include "models/ecosystem/technologies/readiness.hpp"
#include "models/ecosystem/technologies/rules.hpp"
#include "models/ecosystem/technologies/technologies.hpp"
#include "models/ecosystem/treasuries/treasuries.hpp"
#include "models/ecosystem/words/purposes.hpp"

#include <array>

namespace tianji::ecosystem {

namespace {

struct WriteBids {
    BiddingRule behaviour;
    ResearchRule research;
    MarketRule market;
    Account households;
    Contracts contracts;
    Now now;
    Fate fate;
    Everyone<Organisations> organisations;
    Noticing noticing;
    Everyone<Technologies> technologies;
    PartnerSearch partners;
    Requirements requirements;
    TrackRecord record;
    Read<&Economy::wage> wage;
    Read<&Calls::programme> programme;
    Read<&Calls::technology> technology;
    Read<&Calls::owner> owner;
    Read<&Calls::target> target;
    Read<&Organisations::kind> kind;
    Read<&Organisations::unpaid_ticks> unpaid_ticks;
    Read<&Organisations::wins> wins;
    Read<&Organisations::losses> losses;
    Read<&Organisations::markup> markup;
    Pay<&Organisations::cash> cash;
    Post<Bid> bids;

    static constexpr std::uint32_t rows_per_block = 64;
    // An organisation does not look at calls of which it knows next to nothing [assumed].
    static constexpr double least_overlap = 0.1;

    struct Option {
        Row<Calls> call;
        double appeal;
    };

    void operator()(Self<Organisations> self, Stream& luck) const
    {
        if (unpaid_ticks[self] > 0 || partners.room(self) < 0.5) return;
        for (Option const& option : best_calls(self, luck)) consider(self, luck, option.call);
    }

    Row<Technologies> technology_of(Row<Calls> call) const { return technology[call]; }
    Programme const& programme_of(Row<Calls> call) const { return contracts.latest(programme[call]); }

    // Of the calls that it notices, those whose requirements overlap most with what it knows, with some luck: a logit
    // choice of a few. As many topics to take up on its own account: they take nothing from its attention to those that
    // pay.
    std::vector<Option> best_calls(Self<Organisations> self, Stream const& luck) const
    {
        auto const wanted = static_cast<std::size_t>(behaviour.calls_considered);
        std::vector<Option> paid, own; // the most appealing first
        auto const skill = requirements.skill.row(self);
        noticing.visit(self, behaviour, [&](Notice const& notice) {
            if (!is_eligible(self, notice)) return;
            double const fit = overlap(requirements.requirement.row(notice.topic), skill);
            if (fit < least_overlap) return;
            std::vector<Option>& best = notice.terms->is_on_own_account() ? own : paid;
            double const u = luck.with(notice.luck).open_uniform();
            if (best.size() == wanted && 4.0 * fit + gumbel_bound(u) <= best.back().appeal) return;
            insert(best, {notice.call, 4.0 * fit + gumbel_of(u)}, wanted);
        });
        paid.insert(paid.end(), own.begin(), own.end());
        return paid;
    }

    static void insert(std::vector<Option>& best, Option option, std::size_t wanted)
    {
        auto const place = std::ranges::upper_bound(best, option.appeal, std::greater<>{}, &Option::appeal);
        best.insert(place, option);
        if (best.size() > wanted) best.pop_back();
    }

    bool is_eligible(Self<Organisations> self, Notice const& notice) const
    {
        auto const& kinds = notice.terms->call.eligible;
        if (organisations.id(self) == owner[notice.call]) return false;
        return kinds.empty() || std::ranges::find(kinds, kind[self]) != kinds.end();
    }

    void consider(Self<Organisations> self, Stream const& luck, Row<Calls> call) const
    {
        Programme const& terms = programme_of(call);
        // All draws for this call come from its own pair: what is done about other calls does not shift them.
        PairStream pair = luck.with(technology_luck(technologies.key(technology_of(call))));
        pair.word(); // used to choose the call
        // Drawn before anything of which there may be more or less: the error is the same whatever the network.
        double const error = behaviour.bias * self_deception(self, pair, call);
        Team const team = form_team(self, luck, pair, call);
        if (static_cast<std::int64_t>(team.size()) < terms.entry.team_min) return;
        Bid bid = plan(team, call);
        if (bid.staff < 1.0) return;
        judge(bid, call, error);
        bid.price = ask(bid, self, terms);
        double const levels = static_cast<double>(target[call] - bid.start_level);
        if (is_worth_it(bid, self, terms, levels)) submit(self, call, bid, terms);
    }

    Team form_team(Self<Organisations> self, Stream const& luck, PairStream& pair, Row<Calls> call) const
    {
        Entry const& entry = programme_of(call).entry;
        Row<Technologies> const topic = technology_of(call);
        Need need{technology_luck(technologies.key(topic)), requirements.requirement.row(topic), owner[call],
                  programme_of(call).is_on_own_account()};
        need.partners = std::clamp(pair.poisson(behaviour.partners), static_cast<std::uint32_t>(entry.team_min - 1),
                                   static_cast<std::uint32_t>(entry.team_max - 1));
        return partners.form_team(self, luck, pair, need, behaviour, research.mismatch);
    }

    // How far it misjudges itself, in standard deviations: anew in each call. A topic that nobody calls is looked at
    // tick after tick, and must not become attractive by being looked at often.
    double self_deception(Self<Organisations> self, PairStream& pair, Row<Calls> call) const
    {
        double const of_the_call = pair.normal();
        if (!programme_of(call).is_on_own_account()) return of_the_call;
        std::uint64_t const topic = technology_luck(technologies.key(technology_of(call)));
        return fate.of("self_judgement", mix(organisations.key(self), topic)).normal();
    }

    // Who brings how many people, and what it costs over the life of the project.
    Bid plan(Team const& team, Row<Calls> call) const
    {
        Bid bid;
        double const part = behaviour.team_staff / (static_cast<double>(team.size()) + 0.5);
        for (std::size_t i = 0; i < team.size(); ++i) {
            double const asked = i == 0 ? 1.5 * part : part; // the lead also leads
            double const given = std::min(asked, partners.room(team[i]));
            bid.members[i] = organisations.id(team[i]);
            bid.shares[i] = given;
            bid.staff += given;
        }
        for (double& share : bid.shares) share = bid.staff > 0.0 ? share / bid.staff : 0.0;
        double const ticks = static_cast<double>(programme_of(call).call.deadline);
        bid.cost = rounded(bid.staff * ticks * cost_per_staff(wage[the_economy], market.overhead));
        return bid;
    }

    // What it can be expected to reach: truly, and as the team sees itself, with an error on the log of the hazard.
    void judge(Bid& bid, Row<Calls> call, double error) const
    {
        Row<Technologies> const topic = technology_of(call);
        auto const team = present(bid.members);
        std::int32_t const start = record.readiness(team, topic);
        double const match = requirements.match(team, topic, research.mismatch);
        double const dependency = requirements.dependency(topic, research.missing_prerequisite);
        double const hazard = hazard_per_tick(research, bid.staff, match, dependency, 1.0);
        std::int64_t const ticks = programme_of(call).call.deadline, levels = target[call] - start;
        bid.start_level = start;
        bid.true_success = research.feasible * success_probability(hazard, ticks, levels);
        bid.success = behaviour.risk_belief * success_probability(hazard * exp(error), ticks, levels);
    }

    Money ask(Bid const& bid, Self<Organisations> self, Programme const& terms) const
    {
        return terms.entry.price ? share_of(bid.cost, 1.0 + markup[self]) : bid.cost;
    }

    // Apply iff p_win (E[payments] + p V − cost) >= C. Who pays itself has no payments and need not win a call.
    bool is_worth_it(Bid const& bid, Self<Organisations> self, Programme const& terms, double levels) const
    {
        double const cost = static_cast<double>(bid.cost.minor);
        double sure = 0.0, on_result = 0.0;
        for (Tranche const& tranche : terms.payment.tranches) {
            bool const is_sure = tranche.on == Tranche::On::award || tranche.on == Tranche::On::date;
            (is_sure ? sure : on_result) += tranche.share;
        }
        double const amount = static_cast<double>(amount_of(terms.payment.amount, bid.price, bid.cost).minor) *
                              (1.0 + owner_ratio(terms));
        double const payments = amount * (sure + bid.success * on_result);
        double const win = terms.is_on_own_account() ? 1.0 : wins[self] / (wins[self] + losses[self]);
        return win * (payments + bid.success * value_of_success(bid, self, levels) - cost) >=
               terms.entry.application * cost;
    }

    // What the owner or a chain of treasuries adds per unit of the first amount, as a bidder reckons.
    static double owner_ratio(Programme const& terms)
    {
        double sum = 0.0, previous = 1.0;
        for (Link const& link : terms.matching.chain) {
            previous = link.base == Link::Base::previous ? previous * link.ratio : link.ratio;
            if (link.by != Funder::applicant) sum += previous;
        }
        return sum;
    }

    // [cent] Firms: margin on expected sales over 20 ticks. Others: a share of the cost.
    double value_of_success(Bid const& bid, Self<Organisations> self, double levels) const
    {
        if (!sells(kind[self])) return behaviour.institution_value * static_cast<double>(bid.cost.minor);
        constexpr double horizon = 20.0; // [tick]
        return market.margin * horizon * levels * static_cast<double>(market.sales_per_level.minor);
    }

    void submit(Self<Organisations> self, Row<Calls> call, Bid const& bid, Programme const& terms) const
    {
        Money const effort = share_of(bid.cost, terms.entry.application);
        if (cash.balance(self) < effort) return;
        cash.pay(self, households, effort, code(Purpose::application_cost));
        bids.send(self, call, bid);
    }
};

} // namespace

void write_bids(Builder& b, BiddingRule const& behaviour, ResearchRule const& research, MarketRule const& market)
{
    b.each<WriteBids>("write_bids", behaviour, research, market, household_account(b.world()));
}

} // namespace tianji::ecosystem
