// Sums of money that leave 64 bits are refused before they are made.
#pragma once

#include "models/ecosystem/inputs/founding.hpp"

namespace tianji::ecosystem {

// What multiplies the money of the files.
struct MoneyFactors {
    double per_staff;          // [cent/FTE/tick] wage and overhead
    double utilisation;        // [1] of researchers
    double research_intensity; // [1] own research as a share of sales
    double cash_target;        // [tick] of outlays in cash
    double budget_scale;       // [1] the largest of all programmes
};

// Throws InvalidInput where the accounts could start with, or a programme could get, more than `largest_total`.
void refuse_too_much_money(Founding const& founding, MoneyFactors const& factors);

} // namespace tianji::ecosystem
