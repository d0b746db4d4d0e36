// What the room of the market adds to a run.
#pragma once

#include "models/ecosystem/market/rules.hpp"

namespace tianji {
class Builder;
}

namespace tianji::ecosystem {

void sell(Builder& b, MarketRule const& rule);
void compete(Builder& b, MarketRule const& rule);

// Market shares sum to 1.
void watch_market(Builder& b);

} // namespace tianji::ecosystem
