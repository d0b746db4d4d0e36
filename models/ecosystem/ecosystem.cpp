#include "models/ecosystem/ecosystem.hpp"

#include "models/ecosystem/inputs/populate.hpp"
#include "models/ecosystem/measures/evaluation.hpp"
#include "models/ecosystem/measures/measures.hpp"
#include "models/ecosystem/processes/processes.hpp"

namespace tianji::ecosystem {

// A tick of the ecosystem, in the order in which things happen.
void EcosystemRules::build(Builder& b) const
{
    Founding const& founding = populate(b, *this);

    // Policy and bids.
    open_calls(b, founding);
    write_bids(b, *this);
    select_bids(b, *this);
    match_funds(b);
    start_projects(b);

    // Work, review, pay.
    do_research(b, *this);
    review_lanes(b);
    pay_tranches(b);
    pay_for_work(b, *this);
    settle_accounts(b);
    close_projects(b, *this);

    // Knowledge and ties.
    learn(b, *this);
    fade_ties(b, *this);

    // The circuit of money.
    fund_institutions(b, *this);
    sell(b, *this);
    settle(b, *this);
    enter_and_exit(b, *this);
    compete(b, *this);

    observe(b, founding);
}

Model model()
{
    return {"ecosystem",
            "1",
            "Innovation ecosystem: organisations, technologies, projects and public money",
            [] { return std::make_unique<EcosystemRules>(); },
            {explanation_of_outcomes()},
            {},
            {"name", "programmes", "treasuries.nation", "treasuries.province", "treasuries.city", "treasuries.county",
             "research.hazard", "research.reference_staff", "research.fixed_staff", "research.returns",
             "research.mismatch", "research.missing_prerequisite", "research.approach_spread",
             "research.approach_common", "learning", "behaviour", "market", "ties", "demography"},
            std::make_shared<Evaluation>(evaluation())};
}

} // namespace tianji::ecosystem
