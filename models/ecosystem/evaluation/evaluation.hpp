// What a policy brought, as defined in the model's README: beside a run with its programmes off, and beside a direct
// grant that pays as much.
#pragma once

#include "engine/simulation/evaluation.hpp"

namespace tianji {
class Builder;
}

namespace tianji::ecosystem {

Evaluation evaluation();

// The measures that the estimands are made of.
void observe_what_policies_bring(Builder& b);

// The page of `tianji explain outcomes`.
Explanation explanation_of_outcomes();

} // namespace tianji::ecosystem
