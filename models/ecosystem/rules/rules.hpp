// The parameters of the ecosystem's equations (MODEL: numbers of the reference equations in brackets).
#pragma once

#include "engine/base/parameters.hpp"

#include <cstdint>

namespace tianji::ecosystem {

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

struct LearningRule {
    double by_working = 0.03;    // [1/tick] a_w
    double from_partners = 0.05; // [1/tick] a
    double forgetting = 0.01;    // [1/tick] φ_k

    void declare(Parameters& p);
};

// How organisations decide.
struct BehaviourRule {
    std::int64_t calls_considered = 3;
    double team_staff = 5.5;        // [FTE] a team plans with
    double partners = 2.0;          // [1] mean number of partners sought
    double bias = 0.3;              // [1] σ_b, spread of self-assessment
    double risk_belief = 0.9;       // [1] p₀ as bidders believe it
    double institution_value = 0.2; // [1] of cost
    double complementarity = 4.0;   // b_κ
    double repeat = 2.0;            // b_r
    double closure = 1.2;           // b_c
    double newcomer = 0.5;          // b_n
    double learning_step = 0.05;    // [1] of the mark-up
    double utilisation = 0.7;       // [1] share of staff on projects
    double hiring = 0.1;            // [1/tick] fastest growth of staff
    double labour_elasticity = 0.5; // [1] of the supply of researchers

    void declare(Parameters& p);
};

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

struct TieRule {
    double memory = 12.0; // [tick] after it was formed before a tie may fade
    double fading = 0.05; // [1/tick]

    void declare(Parameters& p);
};

struct DemographyRule {
    double start_ups = 2.0;      // [1/tick] ν
    double start_up_staff = 2.0; // [FTE]
    Money seed_money = millions(0.5);
    std::int64_t patience = 2; // [tick] payroll unpaid before an organisation fails

    void declare(Parameters& p);
};

} // namespace tianji::ecosystem
