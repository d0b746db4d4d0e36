// Treasuries and owners add to the first funder's money along the chain of a programme (四级联动配套), each from what
// it has not yet promised.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/programmes/programmes.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/projects/tables.hpp"
#include "models/ecosystem/projects/verbs.hpp"
#include "models/ecosystem/treasuries/treasuries.hpp"
#include "models/ecosystem/words/events.hpp"

#include <limits>

namespace tianji::ecosystem {

namespace {

struct MatchFunds {
    AwardTerms award;
    Now now;
    OpenProjects projects;
    Everyone<Organisations> organisations;
    Own<&Projects::state> state;
    Own<&Projects::promised> promised;
    Read<&Projects::number> number;
    Read<&Projects::technology> technology;
    Read<&Projects::lead> lead;
    Read<&Projects::members> members;
    Read<&Projects::owner> owner;
    Read<&Projects::staff> staff;
    Read<&Projects::price> price;
    Read<&Projects::cost> cost;
    Commitments commitments;
    Pledges pledges;
    Balances<&DomesticSectors::purse> treasury;
    Balances<&Organisations::cash> cash;
    Rows<Award> awards;
    Events events;

    void operator()(Once const& once) const
    {
        for (Row<Projects> project : projects)
            if (state[once.as(project)] == ProjectState::awarded) match(once, once.as(project));
    }

    void match(Once const& once, Self<Projects> project) const
    {
        Programme const& terms = award.terms(project);
        std::span<Money> const amounts = promised.row(project);
        bool is_funded = price[project] <= left_with(once, project, terms.source);
        Money previous = price[project];
        for (Link const& link : terms.matching.chain) {
            Money const base = link.base == Link::Base::previous ? previous
                               : link.base == Link::Base::first  ? price[project]
                                                                 : cost[project];
            Money asked = share_of(base, link.ratio);
            if (link.cap > Money{}) asked = std::min(asked, link.cap);
            Money const added =
                link.by == Funder::applicant ? asked : std::min(asked, left_with(once, project, link.by));
            amounts[column_of(link.by)] += added;
            previous = added;
            if (added == asked) continue;
            if (terms.matching.shortfall == Shortfall::refuse) is_funded = false;
            if (terms.matching.shortfall == Shortfall::applicant) {
                amounts[column_of(Funder::applicant)] += asked - added;
                previous = asked; // the team stands in for the link, so those below it find what they expect
            }
        }
        state[project] = is_funded ? ProjectState::running : ProjectState::refused;
        record(project, !is_funded);
        if (is_funded) commit(once, project);
    }

    // What a funder can still promise.
    Money left_with(Once const& once, Self<Projects> project, Funder funder) const
    {
        // The applicant's cash was looked at when it decided; abroad there is no limit.
        if (funder == Funder::european_union || funder == Funder::applicant)
            return Money{std::numeric_limits<std::int64_t>::max()};
        if (funder == Funder::owner) {
            AgentId<Organisations> const firm = owner[project];
            if (!organisations.is_current(firm)) return Money{};
            Row<Organisations> const row{firm.slot};
            return pledges.left(once.as(row), cash[row]);
        }
        Self<DomesticSectors> const sector = once.as(sector_of(funder));
        return commitments.left(sector, treasury[sector]);
    }

    void commit(Once const& once, Self<Projects> project) const
    {
        std::span<Money const> const amounts = promised.row(project);
        for (Funder level : treasury_levels) commitments.promise(once.as(sector_of(level)), amounts[column_of(level)]);
        Money const pledged = amounts[column_of(Funder::owner)];
        if (pledged > Money{}) pledges.promise(once.as(Row<Organisations>{owner[project].slot}), pledged);
    }

    void record(Self<Projects> project, bool is_refused) const
    {
        Award row{static_cast<std::int32_t>(now.tick()),
                  number[project],
                  award.programme[project].number,
                  technology[project].number,
                  static_cast<std::int32_t>(lead[project].slot),
                  static_cast<std::int32_t>(present(members.row(project)).size()),
                  staff[project],
                  cost[project],
                  {},
                  is_refused};
        std::ranges::copy(promised.row(project), row.promised.begin());
        awards.add(project, row);
        events.add(project,
                   {static_cast<std::int32_t>(now.tick()), code(EcosystemEvent::award),
                    static_cast<std::int32_t>(lead[project].slot), -1, number[project], in_millions(price[project])});
    }
};

} // namespace

void match_funds(Builder& b) { b.once<MatchFunds>("match_funds"); }

} // namespace tianji::ecosystem
