#include "models/ecosystem/ecosystem.hpp"

#include "engine/simulation/builder.hpp"
#include "models/ecosystem/contests/verbs.hpp"
#include "models/ecosystem/evaluation/evaluation.hpp"
#include "models/ecosystem/labour/verbs.hpp"
#include "models/ecosystem/market/verbs.hpp"
#include "models/ecosystem/organisations/verbs.hpp"
#include "models/ecosystem/programmes/verbs.hpp"
#include "models/ecosystem/projects/verbs.hpp"
#include "models/ecosystem/rooms.hpp"
#include "models/ecosystem/treasuries/verbs.hpp"
#include "models/ecosystem/words/policy_terms.hpp"

#include <utility>

namespace tianji::ecosystem {

// A tick of the ecosystem, in the order in which things happen.
void EcosystemRules::build(Builder& b) const
{
    Founding const& founding = populate(b, *this);

    // Policy and bids.
    open_calls(b, founding.fields, behaviour.bidding);
    write_bids(b, behaviour.bidding, research, market);
    select_bids(b, behaviour.bidding, research, market);
    match_funds(b);
    start_projects(b);

    // Work, review, pay.
    do_research(b, research);
    review_lanes(b);
    pay_tranches(b);
    pay_for_work(b, market);
    settle_accounts(b);
    close_projects(b, market);

    // Knowledge and ties.
    learn(b, learning);
    fade_ties(b, ties);

    // The circuit of money.
    fund_institutions(b, treasuries, market);
    sell(b, market);
    settle(b, market, behaviour.labour);
    fail(b, demography);
    found(b, demography, market);
    compete(b, market);
    set_wage(b, treasuries.wage, behaviour.labour);

    observe(b, *this, founding);
}

Model model()
{
    std::vector<Explanation> topics = policy_terms();
    topics.insert(topics.begin(), explanation_of_outcomes());
    return {"ecosystem",
            "2",
            "Innovation ecosystem: organisations, technologies, projects and public money",
            [] { return std::make_unique<EcosystemRules>(); },
            std::move(topics),
            {},
            {"name", "programmes", "treasuries.nation", "treasuries.province", "treasuries.city", "treasuries.county",
             "research.hazard", "research.reference_staff", "research.fixed_staff", "research.returns",
             "research.mismatch", "research.missing_prerequisite", "research.approach_spread",
             "research.approach_common", "learning", "behaviour", "market", "ties", "demography"},
            std::make_shared<Evaluation>(evaluation()),
            "inputs: {synthetic: {firms: 8}}\n"};
}

} // namespace tianji::ecosystem
