// Everything a scenario can set for the ecosystem, in one place and in the order of the scenario's keys.
#pragma once

#include "engine/scenario/rules.hpp"
#include "models/ecosystem/inputs/inputs.hpp"
#include "models/ecosystem/instruments/components.hpp"
#include "models/ecosystem/rules/rules.hpp"

#include <string>
#include <utility>
#include <vector>

namespace tianji::ecosystem {

// What technologies have in common.
struct TechnologyRule {
    double own_field = 0.7;      // [1] mean knowledge a technology requires of its field
    double other_field = 0.4;    // [1] most it requires of one other field
    double prerequisites = 0.0;  // [1] share of technologies that build on an earlier one of their field
    double foreign_access = 1.0; // [1] to foreign supply of prerequisites; 0 is an embargo

    void declare(Parameters& p);
};

// What the treasuries of each level take in, besides the tax on profit, which goes to the nation.
struct TreasuryRule {
    Money nation, province, city, county;         // [million/year] from households
    Money wage = Money{20'000 * minor_per_major}; // per FTE and tick

    void declare(Parameters& p);
};

struct EcosystemRules : Rules {
    Inputs inputs;
    TechnologyRule technologies;
    TreasuryRule treasuries;
    ResearchRule research;
    LearningRule learning;
    BehaviourRule behaviour;
    MarketRule market;
    TieRule ties;
    DemographyRule demography;
    std::vector<std::pair<std::string, Programme>> programmes;

    void declare(Parameters& p) override;
    void validate(Parameters& p) const override;
    void build(Builder& builder) const override;
};

} // namespace tianji::ecosystem
