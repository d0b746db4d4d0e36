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

// The account of all households.
inline Account household_account(Builder& b)
{
    return b.world().account(&DomesticSectors::purse,
                             Row<DomesticSectors>{static_cast<std::uint32_t>(Domestic::households)});
}

// What the first funder promises for a bid.
Money amount_of(Amount const& amount, Money price, Money cost);

void open_calls(Builder& b, EcosystemRules const& rules, Founding const& founding);
void write_bids(Builder& b, EcosystemRules const& rules);
void select_bids(Builder& b, EcosystemRules const& rules);
void match_funds(Builder& b, EcosystemRules const& rules);
void start_projects(Builder& b);
void do_research(Builder& b, EcosystemRules const& rules);
void review_lanes(Builder& b, EcosystemRules const& rules);
void pay_tranches(Builder& b, EcosystemRules const& rules);
void pay_for_work(Builder& b, EcosystemRules const& rules);
void settle_accounts(Builder& b, EcosystemRules const& rules);
void close_projects(Builder& b, EcosystemRules const& rules);
void learn(Builder& b, EcosystemRules const& rules);
void fade_ties(Builder& b, EcosystemRules const& rules);
void fund_institutions(Builder& b, EcosystemRules const& rules);
void sell(Builder& b, EcosystemRules const& rules);
void settle(Builder& b, EcosystemRules const& rules);
void compete(Builder& b, EcosystemRules const& rules);
void enter_and_exit(Builder& b, EcosystemRules const& rules);

} // namespace tianji::ecosystem
