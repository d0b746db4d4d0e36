#include "models/ecosystem/organisations/rules.hpp"

namespace tianji::ecosystem {

void LearningRule::declare(Parameters& p)
{
    p.number(by_working, {"by_working", "1/tick", "learning of a field at work on it", "assumed"}, range(0, 1));
    p.number(from_partners, {"from_partners", "1/tick", "catching up with the most knowledgeable partner", "assumed"},
             range(0, 1));
    p.number(forgetting, {"forgetting", "1/tick", "loss of knowledge in every field", "assumed"}, range(0, 1));
}

void TieRule::declare(Parameters& p)
{
    p.number(memory, {"memory", "tick", "ticks after it was formed before a tie may fade", "assumed"}, at_least(0));
    p.number(fading, {"fading", "1/tick", "probability that such a tie ends", "assumed"}, range(0, 1));
}

void DemographyRule::declare(Parameters& p)
{
    p.number(start_ups, {"start_ups", "1/tick", "mean number of firms founded", "assumed"}, range(0, 500));
    p.number(start_up_staff, {"start_up_staff", "FTE", "researchers of a start-up", "assumed"}, above(0));
    p.money(seed_money, {"seed_money", "million", "money a start-up gets from households; never created", "assumed"},
            at_least(0));
    p.integer(patience,
              {"patience", "tick", "ticks in a row with payroll unpaid before an organisation fails", "assumed"},
              range(1, 100));
}

} // namespace tianji::ecosystem
