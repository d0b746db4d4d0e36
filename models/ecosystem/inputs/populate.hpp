// Fills the world from a founding: who knows what, who is tied to whom, what runs, who has how much money.
#pragma once

#include "engine/simulation/builder.hpp"
#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/rules/ecosystem_rules.hpp"

namespace tianji::ecosystem {

// The founding is kept by the world and lives as long as it.
Founding const& populate(Builder& builder, EcosystemRules const& rules);

} // namespace tianji::ecosystem
