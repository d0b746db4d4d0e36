#include "models/ecosystem/contests/tables.hpp"

#include "engine/simulation/builder.hpp"
#include "models/ecosystem/contests/noticing.hpp"
#include "models/ecosystem/contests/verbs.hpp"

#include <string>
#include <vector>

namespace tianji::ecosystem {

namespace {

std::vector<std::string> const decisions = {"won", "lost", "below_bar", "no_budget", "no_capacity", "no_cash"};

} // namespace

void Application::declare(RowFields& f) const
{
    f.integer(tick, "tick", "1", "tick of the decision");
    f.integer(programme, "programme", "1", "number of the programme");
    f.integer(technology, "technology", "1", "number of the technology called for");
    f.integer(applicant, "applicant", "1", "slot of the organisation that leads the team");
    f.integer(members, "members", "1", "organisations in the team");
    f.number(true_success, "true_success", "1", "success probability with the team's real knowledge");
    f.number(observed, "observed", "1", "the same as the reviewers saw it");
    f.number(score, "score", "1", "by which bids were ranked; higher is better");
    f.integer(rank, "rank", "1", "among the bids for the call, from 1");
    f.number(bar, "bar", "1", "observed success a bid must have");
    f.money(price, "price", "asked from the first funder");
    f.code(static_cast<std::int32_t>(decision), "decision", "what became of the bid", decisions);
    f.money(amount, "amount", "awarded by the first funder");
}

void keep_contests(Builder& b, BiddingRule const& rule)
{
    World& world = b.world();
    world.add_population<Audience>(bands_for(world.population<Organisations>().size(), rule.readers_per_band));
    world.add_table<Application>("applications", "every bid for a call and what became of it");
}

} // namespace tianji::ecosystem
