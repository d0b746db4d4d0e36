// Published models, one small file each: they validate the engine, measure it, and teach its API.
#pragma once

#include "engine/scenario/rules.hpp"

#include <vector>

namespace tianji::classics {

Model money_exchange();
Model bass();
Model network();
Model sir();
Model parallel_search();
Model nk_landscape();
Model exploration();
Model polya_urn();
Model degroot();
Model moran();
Model replicator();
Model logit_choice();
Model firm_growth();
Model nelson_winter();
Model firm_failure();
Model random_exchange();
Model deferred_acceptance();
Model ishigami();

// All of them, in the order `tianji explain` lists them.
inline std::vector<Model> all()
{
    return {money_exchange(),
            bass(),
            network(),
            sir(),
            parallel_search(),
            nk_landscape(),
            exploration(),
            polya_urn(),
            degroot(),
            moran(),
            replicator(),
            logit_choice(),
            firm_growth(),
            nelson_winter(),
            firm_failure(),
            random_exchange(),
            deferred_acceptance(),
            ishigami()};
}

} // namespace tianji::classics
