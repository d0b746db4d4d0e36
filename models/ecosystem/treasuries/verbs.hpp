// What the room of treasuries adds to a run: rules and founding outlive the simulation.
#pragma once

#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/treasuries/rules.hpp"

namespace tianji {
class Builder;
}

namespace tianji::ecosystem {

// Accounts of households, treasuries and the world outside, still empty.
void make_sectors(Builder& b);
// Fills all accounts, those of organisations too; after organisations. cost_per_tick of one researcher [cent].
void endow(Builder& b, TreasuryRule const& rule, MarketRule const& market, double cost_per_tick);

void fund_institutions(Builder& b, TreasuryRule const& rule, MarketRule const& market);

void observe_money(Builder& b);

} // namespace tianji::ecosystem
