// Everything a scenario can set for the ecosystem, in one place and in the order of the scenario's keys.
#pragma once

#include "engine/scenario/rules.hpp"
#include "models/ecosystem/contests/rules.hpp"
#include "models/ecosystem/inputs/inputs.hpp"
#include "models/ecosystem/labour/rules.hpp"
#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/organisations/rules.hpp"
#include "models/ecosystem/programmes/terms.hpp"
#include "models/ecosystem/technologies/rules.hpp"
#include "models/ecosystem/treasuries/rules.hpp"

namespace tianji::ecosystem {

// How organisations decide: the keys of several rooms in one group.
struct BehaviourRule {
    BiddingRule bidding;
    LabourRule labour;

    void declare(Parameters& p)
    {
        bidding.declare(p);
        labour.declare(p);
    }
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
    ProgrammeList programmes;

    std::string currency = "none"; // of all amounts

    void use_currency(std::string_view code) override;
    void declare(Parameters& p) override;
    void validate(Parameters& p) const override;
    void build(Builder& builder) const override;
    Description describe(Builder const& builder) const override;

private:
    void refuse_foreign_defaults(Parameters& p) const;
    void refuse_large_budgets(Parameters& p) const;
    void refuse_unknown_fields(Parameters& p) const;
};

} // namespace tianji::ecosystem
