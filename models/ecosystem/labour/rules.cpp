#include "models/ecosystem/labour/rules.hpp"

namespace tianji::ecosystem {

void LabourRule::declare(Parameters& p)
{
    p.number(utilisation,
             {"utilisation", "1", "share of researchers on projects that an organisation plans for", "assumed"},
             range(0.05, 1));
    p.number(hiring, {"hiring", "1/tick", "fastest growth of staff", "assumed"}, range(0, 1));
    p.number(labour_elasticity,
             {"labour_elasticity", "1", "elasticity of the supply of researchers to their wage",
              "Goolsbee 1998; value assumed"},
             above(0));
}

} // namespace tianji::ecosystem
