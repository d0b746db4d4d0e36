// Organisations that cannot pay their people fail.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/organisations/organisations.hpp"
#include "models/ecosystem/organisations/rules.hpp"
#include "models/ecosystem/organisations/verbs.hpp"
#include "models/ecosystem/treasuries/treasuries.hpp"
#include "models/ecosystem/words/events.hpp"

namespace tianji::ecosystem {

namespace {

struct Fail {
    DemographyRule rule;
    Account households;
    Read<&Organisations::kind> kind;
    Read<&Organisations::unpaid_ticks> unpaid_ticks;
    Deaths<Organisations> deaths;

    void operator()(Self<Organisations> self) const
    {
        if (can_fail(kind[self]) && unpaid_ticks[self] >= rule.patience)
            deaths.die(self, households, code(Reason::insolvency));
    }
};

} // namespace

void fail(Builder& b, DemographyRule const& rule) { b.each<Fail>("fail", rule, household_account(b.world())); }

} // namespace tianji::ecosystem
