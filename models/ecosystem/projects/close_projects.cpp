// Projects that have ended free their people, their promises lapse, the result joins the record of what was reached,
// and firms bring it to the market.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/programmes/programmes.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/projects/tables.hpp"
#include "models/ecosystem/projects/verbs.hpp"
#include "models/ecosystem/technologies/readiness.hpp"
#include "models/ecosystem/treasuries/treasuries.hpp"
#include "models/ecosystem/words/events.hpp"

namespace tianji::ecosystem {

namespace {

struct CloseProjects {
    Account households;
    double quality_per_level; // [1] of a product, for a level verified
    AwardTerms award;
    Now now;
    OpenProjects projects;
    Everyone<Organisations> organisations;
    Read<&Projects::state> state;
    Read<&Projects::number> number;
    Read<&Projects::technology> technology;
    Read<&Projects::lead> lead;
    Read<&Projects::members> members;
    Read<&Projects::shares> shares;
    Read<&Projects::owner> owner;
    Read<&Projects::staff> staff;
    Read<&Projects::start_level> start_level;
    Read<&Projects::level> level;
    Read<&Projects::target> target;
    Read<&Projects::promised> promised;
    Read<&Projects::paid> paid;
    Read<&Projects::refunded> refunded;
    Read<&Projects::spent> spent;
    Activity activity;
    ProgrammeEffort effort;
    Achievements achievements;
    Workload workload;
    Pledges pledges;
    Products products;
    Commitments commitments;
    Budgets budgets;
    Balance balance;
    Deaths<Projects> endings;
    Rows<ProjectOutcome> outcomes;
    Events events;

    void operator()(Once const& once) const
    {
        Achievements::Levels reached;
        for (Row<Projects> row : projects)
            if (!is_open(state[row])) close(once, once.as(row), reached);
        achievements.write(once, reached);
    }

    void close(Once const& once, Self<Projects> self, Achievements::Levels& reached) const
    {
        auto const team = present(members.row(self));
        for (std::size_t i = 0; i < team.size(); ++i)
            if (organisations.is_current(team[i])) leave(once.as(Row<Organisations>{team[i].slot}), self, i, reached);
        if (technology[self]) activity.end(once.as(*technology[self]));
        if (award.programme[self]) {
            release_promises(once, self);
            take_stock(once, self);
        }
        log(self);
        endings.die(self, households, code(Reason::ended));
    }

    void leave(Self<Organisations> member, Self<Projects> self, std::size_t i, Achievements::Levels& reached) const
    {
        workload.release(member, staff[self] * shares.row(self)[i]);
        if (technology[self].is_none()) return;
        if (state[self] == ProjectState::verified)
            products.improve(member, quality_per_level * (level[self] - start_level[self]));
        if (level[self] <= start_level[self]) return;
        std::int32_t& best = reached[{members.row(self)[i], *technology[self]}];
        best = std::max(best, level[self]);
    }

    // What was promised and never fell due can be awarded again.
    void release_promises(Once const& once, Self<Projects> self) const
    {
        Programme const& terms = award.terms(self);
        auto const open = [&](Funder funder) {
            return promised.row(self)[column_of(funder)] - paid.row(self)[column_of(funder)];
        };
        // What a team bears itself came out of no budget.
        if (!terms.is_on_own_account())
            budgets.grant(once.as(*award.programme[self]),
                          open(terms.source) + refunded.row(self)[column_of(terms.source)]);
        if (state[self] == ProjectState::refused) return;
        for (Funder level : treasury_levels) commitments.release(once.as(sector_of(level)), open(level));
        if (open(Funder::owner) > Money{} && organisations.is_current(owner[self]))
            pledges.release(once.as(Row<Organisations>{owner[self].slot}), open(Funder::owner));
    }

    // What the programme paid and lost, and what its lanes repeated.
    void take_stock(Once const& once, Self<Projects> self) const
    {
        Self<Programmes> const of = once.as(*award.programme[self]);
        Money const net = net_public_money(paid.row(self), refunded.row(self));
        balance.add_public_money(of, net);
        if (state[self] == ProjectState::verified) balance.count_verified(of);
        if (state[self] == ProjectState::expired) balance.count_expired(of);
        if (state[self] == ProjectState::eliminated) {
            balance.count_eliminated(of);
            balance.add_waste(of, net);
        }
        if (technology[self]) effort.add(once.as(*technology[self]), net, start_level[self], level[self]);
        bool const fell_short = state[self] == ProjectState::expired || state[self] == ProjectState::eliminated;
        if (!fell_short || level[self] >= target[self]) return;
        Money borne = spent[self];
        for (std::uint32_t f = 0; f < n_funders; ++f) {
            Money const amount = paid.row(self)[f] - refunded.row(self)[f];
            borne -= amount;
            balance.add_loss(of, static_cast<Funder>(f), amount);
        }
        balance.add_loss(of, Funder::applicant, std::max(Money{}, borne));
    }

    void log(Self<Projects> self) const
    {
        ProjectOutcome row{static_cast<std::int32_t>(now.tick()),
                           number[self],
                           award.programme[self].number,
                           technology[self].number,
                           static_cast<std::int32_t>(state[self]),
                           start_level[self],
                           level[self],
                           target[self],
                           spent[self],
                           {}};
        for (std::uint32_t i = 0; i < n_funders; ++i) row.paid[i] = paid.row(self)[i] - refunded.row(self)[i];
        outcomes.add(self, row);
        events.add(self, {static_cast<std::int32_t>(now.tick()), code(EcosystemEvent::project_ended),
                          static_cast<std::int32_t>(lead[self].slot), -1, number[self],
                          static_cast<double>(level[self] - start_level[self])});
    }
};

} // namespace

void close_projects(Builder& b, MarketRule const& market)
{
    b.once<CloseProjects>("close_projects", household_account(b.world()), market.quality_per_level);
}

} // namespace tianji::ecosystem
