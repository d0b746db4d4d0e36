// What the room of labour adds to a run.
#pragma once

#include "engine/base/money.hpp"
#include "models/ecosystem/labour/rules.hpp"

namespace tianji {
class Builder;
}

namespace tianji::ecosystem {

// After organisations. `wage` of a researcher at the start [cent/FTE/tick].
void make_economy(Builder& b, Money wage);

void set_wage(Builder& b, Money wage_at_start, LabourRule const& rule);

} // namespace tianji::ecosystem
