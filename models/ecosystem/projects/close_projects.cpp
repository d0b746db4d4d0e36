// Projects that have ended free their people, their promises lapse, the result joins the record of what was reached,
// and firms bring it to the market.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/programmes/programmes.hpp"
#include "models/ecosystem/projects/projects.hpp"
#include "models/ecosystem/projects/tables.hpp"
#include "models/ecosystem/projects/verbs.hpp"
#include "models/ecosystem/technologies/technologies.hpp"
#include "models/ecosystem/treasuries/treasuries.hpp"
#include "models/ecosystem/words/events.hpp"

namespace tianji::ecosystem {

namespace {

struct CloseProjects {
    double quality_per_level; // [1] of a product, for a level verified
    Contracts contracts;
    Now now;
    Everyone<Projects> projects;
    Everyone<Organisations> organisations;
    Read<&Projects::state> state;
    Read<&Projects::programme> programme;
    Read<&Projects::technology> technology;
    Read<&Projects::lead> lead;
    Read<&Projects::members> members;
    Read<&Projects::shares> shares;
    Read<&Projects::staff> staff;
    Read<&Projects::start_level> start_level;
    Read<&Projects::level> level;
    Read<&Projects::target> target;
    Read<&Projects::promised> promised;
    Read<&Projects::paid> paid;
    Read<&Projects::refunded> refunded;
    Read<&Projects::spent> spent;
    Own<&Projects::ended> ended;
    Own<&Projects::previous> previous;
    Own<&Technologies::last_project> last_project;
    Own<&Technologies::running> running;
    Own<&Organisations::booked> booked;
    Own<&Organisations::quality> quality;
    Own<&DomesticSectors::committed> committed;
    Own<&Programmes::available> available;
    Own<&Programmes::wasted> wasted;
    Rows<ProjectOutcome> outcomes;
    Events events;

    void operator()(Once const& once) const
    {
        for (Row<Projects> row : projects)
            if (!is_open(state[row]) && ended[once.as(row)] < 0) close(once, once.as(row));
    }

    void close(Once const& once, Self<Projects> self) const
    {
        ended[self] = static_cast<std::int32_t>(now.tick());
        auto const team = present(members.row(self));
        for (std::size_t i = 0; i < team.size(); ++i)
            if (organisations.is_current(team[i])) leave(once.as(Row<Organisations>{team[i].slot}), self, i);
        if (programme[self] >= 0) release_promises(once, self);
        if (technology[self] >= 0) join_record(once, self);
        log(self);
    }

    void leave(Self<Organisations> member, Self<Projects> self, std::size_t i) const
    {
        booked[member] = std::max(0.0, booked[member] - staff[self] * shares.row(self)[i]);
        if (state[self] == ProjectState::verified && technology[self] >= 0)
            quality[member] += quality_per_level * (level[self] - start_level[self]);
    }

    // What was promised and never fell due can be awarded again.
    void release_promises(Once const& once, Self<Projects> self) const
    {
        Self<Programmes> const budget = once.as(Row<Programmes>{static_cast<std::uint32_t>(programme[self])});
        std::uint32_t const first = column_of(contracts.of_project(self.index(), programme[self]).source);
        // What a team bears itself came out of no budget.
        if (!contracts.of_project(self.index(), programme[self]).is_on_own_account())
            available[budget] += promised.row(self)[first] - paid.row(self)[first] + refunded.row(self)[first];
        if (state[self] != ProjectState::refused)
            for (Funder funder : {Funder::nation, Funder::province, Funder::city, Funder::county})
                committed[once.as(sector_of(funder))] -=
                    promised.row(self)[column_of(funder)] - paid.row(self)[column_of(funder)];
        if (state[self] != ProjectState::eliminated) return;
        for (std::uint32_t i = 0; i < n_funders; ++i)
            if (is_public(static_cast<Funder>(i))) wasted[budget] += paid.row(self)[i] - refunded.row(self)[i];
    }

    void join_record(Once const& once, Self<Projects> self) const
    {
        Self<Technologies> const topic = once.as(Row<Technologies>{static_cast<std::uint32_t>(technology[self])});
        previous[self] = last_project[topic];
        last_project[topic] = static_cast<std::int32_t>(self.index());
        --running[topic];
    }

    void log(Self<Projects> self) const
    {
        ProjectOutcome row{static_cast<std::int32_t>(now.tick()),
                           static_cast<std::int32_t>(self.index()),
                           programme[self],
                           technology[self],
                           static_cast<std::int32_t>(state[self]),
                           start_level[self],
                           level[self],
                           target[self],
                           spent[self],
                           {}};
        for (std::uint32_t i = 0; i < n_funders; ++i) row.paid[i] = paid.row(self)[i] - refunded.row(self)[i];
        outcomes.add(self, row);
        events.add(self, {static_cast<std::int32_t>(now.tick()), code(EcosystemEvent::project_ended),
                          static_cast<std::int32_t>(lead[self].slot), -1, static_cast<std::int32_t>(self.index()),
                          static_cast<double>(level[self] - start_level[self])});
    }
};

} // namespace

void close_projects(Builder& b, MarketRule const& market)
{
    b.once<CloseProjects>("close_projects", market.quality_per_level);
}

} // namespace tianji::ecosystem
