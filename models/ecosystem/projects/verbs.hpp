// What the room of projects adds to a run.
#pragma once

#include "engine/world/ids.hpp"
#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/technologies/rules.hpp"

#include <cstddef>
#include <vector>

namespace tianji {
class Builder;
}

namespace tianji::ecosystem {

struct Technologies;

// Those in flight; after organisations and technologies. topic_of_project: the technology of each founding project, or
// none; cost_per_tick of one researcher [cent]; eras: policies so far, this one included.
void make_projects(Builder& b, Founding const& founding, std::vector<MaybeRow<Technologies>> const& topic_of_project,
                   double cost_per_tick, std::size_t eras);

void match_funds(Builder& b);
void start_projects(Builder& b);
void do_research(Builder& b, ResearchRule const& rule);
void review_lanes(Builder& b);
void pay_tranches(Builder& b);
void pay_for_work(Builder& b, MarketRule const& market);
void settle_accounts(Builder& b);
void close_projects(Builder& b, MarketRule const& market);

void observe_projects(Builder& b);
// The tables of awards, payments, reviews and outcomes.
void keep_projects(Builder& b);

} // namespace tianji::ecosystem
