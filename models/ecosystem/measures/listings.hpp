// Who and what there was in a run: organisations, technologies, programmes.
#pragma once

#include "engine/simulation/builder.hpp"
#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/rules/ecosystem_rules.hpp"

namespace tianji::ecosystem {

void list(Builder& builder, Founding const& founding);

} // namespace tianji::ecosystem
