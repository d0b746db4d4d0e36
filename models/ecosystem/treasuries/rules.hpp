// The public purses and the price of research.
#pragma once

#include "engine/base/parameters.hpp"

namespace tianji::ecosystem {

// What the treasuries of each level take in, besides the tax on profit, which goes to the nation.
struct TreasuryRule {
    Money nation, province, city, county;         // [million/year] from households
    Money wage = Money{20'000 * minor_per_major}; // per FTE and tick

    void declare(Parameters& p);
};

} // namespace tianji::ecosystem
