// What the room of contests adds to a run.
#pragma once

#include "models/ecosystem/contests/rules.hpp"
#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/technologies/rules.hpp"

namespace tianji {
class Builder;
}

namespace tianji::ecosystem {

void write_bids(Builder& b, BiddingRule const& behaviour, ResearchRule const& research, MarketRule const& market);
void select_bids(Builder& b, BiddingRule const& behaviour, ResearchRule const& research, MarketRule const& market);

// The table of applications, and who notices what. After organisations.
void keep_contests(Builder& b, BiddingRule const& rule);

} // namespace tianji::ecosystem
