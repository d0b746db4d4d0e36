// Staff of organisations and the wage of researchers.
#pragma once

#include "engine/base/parameters.hpp"

namespace tianji::ecosystem {

// How many researchers organisations employ, and what they are paid.
struct LabourRule {
    double utilisation = 0.7;       // [1] share of staff on projects
    double hiring = 0.1;            // [1/tick] fastest growth of staff
    double labour_elasticity = 0.5; // [1] of the supply of researchers

    void declare(Parameters& p);
};

} // namespace tianji::ecosystem
