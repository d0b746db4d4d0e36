// What the room of organisations adds to a run.
#pragma once

#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/labour/rules.hpp"
#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/organisations/rules.hpp"

namespace tianji {
class Builder;
}

namespace tianji::ecosystem {

// `utilisation` [1]: share of staff on projects; cost_per_tick of one researcher [cent].
void make_organisations(Builder& b, double utilisation, Founding const& founding, double cost_per_tick);
// Between all members of each project so far.
void make_ties(Builder& b, Founding const& founding);

void learn(Builder& b, LearningRule const& rule);
void fade_ties(Builder& b, TieRule const& rule);
void settle(Builder& b, MarketRule const& market, LabourRule const& labour);
void fail(Builder& b, DemographyRule const& rule);
void found(Builder& b, DemographyRule const& rule, MarketRule const& market);

void observe_organisations(Builder& b, Founding const& founding);

} // namespace tianji::ecosystem
