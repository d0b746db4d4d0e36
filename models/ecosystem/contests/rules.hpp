// How organisations decide which calls to answer, with whom and at what price.
#pragma once

#include "engine/base/parameters.hpp"

#include <cstdint>

namespace tianji::ecosystem {

// How organisations choose calls and partners, and what they bid.
struct BiddingRule {
    double attention = 2.0;               // [1] bands of topics an organisation of one researcher follows
    std::int64_t readers_per_band = 500;  // [1] organisations at the start for each band of a field
    std::int64_t owners_considered = 250; // [1] firms among which a call looks for its owner
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
