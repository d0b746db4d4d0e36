// What technologies have in common, and how work raises their readiness.
#pragma once

#include "engine/base/parameters.hpp"

namespace tianji::ecosystem {

// What technologies have in common.
struct TechnologyRule {
    double own_field = 0.7;      // [1] mean knowledge a technology requires of its field
    double other_field = 0.4;    // [1] most it requires of one other field
    double prerequisites = 0.0;  // [1] share of technologies that build on an earlier one of their field
    double foreign_access = 1.0; // [1] to foreign supply of prerequisites; 0 is an embargo

    void declare(Parameters& p);
};

// How a project raises the readiness of a technology.
struct ResearchRule {
    double hazard = 0.3567;            // [1/tick] λ of one step at reference effort
    double difficulty = 1.0;           // [1] how many times the work each step takes
    double reference_staff = 5.0;      // [FTE] x₀
    double fixed_staff = 0.5;          // [FTE] f
    double returns = 1.0;              // [1] η
    double mismatch = 3.0;             // [1] ϑ
    double missing_prerequisite = 0.2; // [1] g₀
    double approach_spread = 0.8;      // [1] σ_q
    double approach_common = 0.5;      // [1] ρ
    double feasible = 0.9;             // [1] p₀

    void declare(Parameters& p);
};

} // namespace tianji::ecosystem
