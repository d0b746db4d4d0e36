// Ties that joint work no longer feeds may end; the more often two have worked together, the longer it lasts.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/organisations/rules.hpp"
#include "models/ecosystem/organisations/verbs.hpp"
#include "models/ecosystem/words/events.hpp"

namespace tianji::ecosystem {

namespace {

struct FadeTies {
    TieRule rule;
    Now now;
    Everyone<Organisations> organisations;
    Network<Organisations> network;
    Ties<Organisations> ties;

    static constexpr std::uint32_t rows_per_block = 256;

    void operator()(Self<Organisations> self, Stream& luck) const
    {
        for (TieView const tie : network.graph().ties(self.index())) {
            if (tie.neighbour < self.index() || static_cast<double>(now.tick() - tie.since) < rule.memory) continue;
            Row<Organisations> const other{tie.neighbour};
            if (luck.with(organisations.key(other)).chance(rule.fading / static_cast<double>(tie.weight)))
                ties.end(self, other, tie.kind, code(Reason::faded));
        }
    }
};

} // namespace

void fade_ties(Builder& b, TieRule const& rule) { b.each<FadeTies>("fade_ties", rule); }

} // namespace tianji::ecosystem
