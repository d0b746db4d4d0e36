// How organisations decide which calls to answer, with whom and at what price.
#pragma once

#include "engine/base/parameters.hpp"

#include <cstdint>

namespace tianji::ecosystem {

// How organisations choose calls and partners, and what they bid.
struct BiddingRule {
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

    void declare(Parameters& p);
};

} // namespace tianji::ecosystem
