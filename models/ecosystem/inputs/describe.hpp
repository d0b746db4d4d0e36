// What was understood of the inputs: who and what there is at the start, the people that the money implies, and what is
// implausible, as money in units of 10 000 (万元).
#pragma once

#include "engine/scenario/rules.hpp"
#include "models/ecosystem/inputs/founding.hpp"

#include <string>

namespace tianji::ecosystem {

// What turns money into people.
struct PriceOfResearch {
    double per_staff;   // [cent/FTE/tick] wage and overhead
    double utilisation; // [1] share of researchers on projects
    std::string currency;
};

Description describe(Founding const& founding, PriceOfResearch const& price);

} // namespace tianji::ecosystem
