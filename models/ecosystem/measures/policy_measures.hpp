// What the outcomes of a policy are made of (evaluation.hpp), beside the usual measures: time, losses, who gets public
// money, and what each technology got.
#pragma once

#include "engine/simulation/builder.hpp"

namespace tianji::ecosystem {

void observe_what_policies_bring(Builder& b);

} // namespace tianji::ecosystem
