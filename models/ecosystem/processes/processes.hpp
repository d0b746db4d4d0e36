// What happens in a tick: a verb per file, added to the schedule in the order of these declarations. `rules` and
// `founding` outlive the simulation.
#pragma once

#include "engine/simulation/builder.hpp"
#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/processes/lenses.hpp"
#include "models/ecosystem/rules/ecosystem_rules.hpp"
#include "models/ecosystem/state/calls.hpp"
#include "models/ecosystem/state/log.hpp"
#include "models/ecosystem/state/projects.hpp"

namespace tianji::ecosystem {

// The terms of programmes: calls follow those that hold now, a project keeps those of its award.
class Contracts {
public:
    using IsView = void;
    explicit Contracts(Wiring& wiring) : programmes_(&wiring.world.population<Programmes>()) {}

    Programme const& of(Row<Projects> project, std::int32_t programme) const
    {
        return programmes_->of_project(project.index, programme);
    }
    Programme const& latest(std::int32_t programme) const
    {
        return programmes_->terms.latest(static_cast<std::size_t>(programme));
    }
    // Null for a programme that calls no more.
    Programme const* current(Row<Programmes> row) const { return programmes_->terms.current(row.index); }
    std::string const& name(Row<Programmes> row) const { return programmes_->terms.name(row.index); }

private:
    Programmes const* programmes_;
};

// The account of all households.
inline Account household_account(Builder& b)
{
    return b.world().account(&DomesticSectors::purse,
                             Row<DomesticSectors>{static_cast<std::uint32_t>(Domestic::households)});
}

// What the first funder promises for a bid.
Money amount_of(Amount const& amount, Money price, Money cost);

void open_calls(Builder& b, Founding const& founding);
void write_bids(Builder& b, EcosystemRules const& rules);
void select_bids(Builder& b, EcosystemRules const& rules);
void match_funds(Builder& b);
void start_projects(Builder& b);
void do_research(Builder& b, EcosystemRules const& rules);
void review_lanes(Builder& b);
void pay_tranches(Builder& b);
void pay_for_work(Builder& b, EcosystemRules const& rules);
void settle_accounts(Builder& b);
void close_projects(Builder& b, EcosystemRules const& rules);
void learn(Builder& b, EcosystemRules const& rules);
void fade_ties(Builder& b, EcosystemRules const& rules);
void fund_institutions(Builder& b, EcosystemRules const& rules);
void sell(Builder& b, EcosystemRules const& rules);
void settle(Builder& b, EcosystemRules const& rules);
void compete(Builder& b, EcosystemRules const& rules);
void enter_and_exit(Builder& b, EcosystemRules const& rules);

} // namespace tianji::ecosystem
