// The circuit of money and the market for products.
#pragma once

#include "engine/base/parameters.hpp"

namespace tianji::ecosystem {

struct MarketRule {
    double research_intensity = 0.0292;     // [1] of sales
    double margin = 0.1;                    // [1] of sales
    double tax = 0.25;                      // [1] of profit
    double overhead = 0.25;                 // [1] of research wages
    double imports = 0.3;                   // [1] of household spending
    double selection = 1.0;                 // [1/tick] χ of the quasi-replicator
    double quality_per_level = 0.01;        // [1] product quality gained by a level verified
    Money sales_per_level = millions(0.05); // [million/tick] a firm expects from a level verified
    double obsolescence = 0.02;             // [1/tick] return of quality to 1
    double cash_target = 4.0;               // [tick] of outlays kept before dividends

    void declare(Parameters& p);
};

} // namespace tianji::ecosystem
