#include "models/ecosystem/rooms.hpp"

#include "engine/simulation/builder.hpp"
#include "models/ecosystem/contests/verbs.hpp"
#include "models/ecosystem/evaluation/evaluation.hpp"
#include "models/ecosystem/inputs/limits.hpp"
#include "models/ecosystem/labour/labour.hpp"
#include "models/ecosystem/labour/verbs.hpp"
#include "models/ecosystem/market/verbs.hpp"
#include "models/ecosystem/organisations/verbs.hpp"
#include "models/ecosystem/programmes/verbs.hpp"
#include "models/ecosystem/projects/verbs.hpp"
#include "models/ecosystem/technologies/verbs.hpp"
#include "models/ecosystem/treasuries/verbs.hpp"
#include "models/ecosystem/words/events.hpp"
#include "models/ecosystem/words/purposes.hpp"

#include <algorithm>
#include <utility>

namespace tianji::ecosystem {

namespace {

// The founding, kept where the processes can read it; it has no columns, so it is no part of the state.
struct Origin : Population {
    explicit Origin(Founding founding) : Population("origin"), founding(std::move(founding)) {}
    Founding const founding;
};

bool always(EcosystemRules const&) { return true; }
void nothing_to_observe(Builder&, Founding const&) {}

// The programmes of the policies before this one (a branch), then its own.
std::vector<ProgrammeList const*> eras_of(EcosystemRules const& rules)
{
    std::vector<ProgrammeList const*> eras{&rules.programmes};
    for (Rules const* earlier = rules.earlier.get(); earlier != nullptr; earlier = earlier->earlier.get())
        eras.push_back(&dynamic_cast<EcosystemRules const&>(*earlier).programmes);
    std::ranges::reverse(eras);
    return eras;
}

void declare_words(World& world)
{
    world.ledger.declare_purposes({std::begin(purpose_words), std::end(purpose_words)});
    world.event_words.insert(world.event_words.end(), std::begin(event_words), std::end(event_words));
    world.reasons.insert(world.reasons.end(), std::begin(reason_words), std::end(reason_words));
}

double largest_budget_scale(ProgrammeList const& programmes)
{
    double largest = 0.0;
    for (auto const& [name, programme] : programmes) largest = std::max(largest, programme.call.budget_scale);
    return largest;
}

} // namespace

std::vector<Room> const& rooms()
{
    static std::vector<Room> const all = {
        {"technologies", always,
         [](Builder& b, EcosystemRules const& rules, Start& start) {
             start.topic_of_project = make_technologies(b, rules.technologies, rules.research, start.founding);
         },
         observe_technologies},
        {"organisations", always,
         [](Builder& b, EcosystemRules const& rules, Start& start) {
             make_organisations(b, rules.behaviour.labour.utilisation, start.founding, start.cost_per_tick);
             make_ties(b, start.founding);
         },
         observe_organisations},
        {"treasuries", always,
         [](Builder& b, EcosystemRules const& rules, Start& start) {
             make_sectors(b);
             endow(b, rules.treasuries, rules.market, start.cost_per_tick);
         },
         [](Builder& b, Founding const&) { observe_money(b); }},
        {"labour", always,
         [](Builder& b, EcosystemRules const& rules, Start&) { make_economy(b, rules.treasuries.wage); },
         nothing_to_observe},
        {"projects", always,
         [](Builder& b, EcosystemRules const& rules, Start& start) {
             make_projects(b, start.founding, start.topic_of_project, start.cost_per_tick, eras_of(rules).size());
             keep_projects(b);
         },
         [](Builder& b, Founding const&) { observe_projects(b); }},
        {"programmes", always,
         [](Builder& b, EcosystemRules const& rules, Start&) { make_programmes(b, eras_of(rules)); },
         [](Builder& b, Founding const&) { list_programmes(b); }},
        {"contests", always,
         [](Builder& b, EcosystemRules const& rules, Start&) { keep_contests(b, rules.behaviour.bidding); },
         nothing_to_observe},
        {"market", always, [](Builder&, EcosystemRules const&, Start&) {},
         [](Builder& b, Founding const&) { watch_market(b); }},
        {"evaluation", always, [](Builder&, EcosystemRules const&, Start&) {},
         [](Builder& b, Founding const&) { observe_what_policies_bring(b); }},
    };
    return all;
}

Founding const& populate(Builder& b, EcosystemRules const& rules)
{
    World& world = b.world();
    declare_words(world);
    Founding const& founding = world.add_population<Origin>(rules.inputs.make(b)).founding;
    Start start{founding, cost_per_staff(rules.treasuries.wage, rules.market.overhead), {}};
    refuse_too_much_money(founding,
                          {start.cost_per_tick, rules.behaviour.labour.utilisation, rules.market.research_intensity,
                           rules.market.cash_target, largest_budget_scale(rules.programmes)});
    for (Room const& room : rooms())
        if (room.is_used(rules)) room.populate(b, rules, start);
    return founding;
}

void observe(Builder& b, EcosystemRules const& rules, Founding const& founding)
{
    for (Room const& room : rooms())
        if (room.is_used(rules)) room.observe(b, founding);
}

} // namespace tianji::ecosystem
