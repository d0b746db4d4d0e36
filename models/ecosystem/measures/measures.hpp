// What a run of the ecosystem observes.
#pragma once

#include "engine/simulation/builder.hpp"
#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/rules/ecosystem_rules.hpp"

namespace tianji::ecosystem {

void observe(Builder& builder, Founding const& founding);

} // namespace tianji::ecosystem
