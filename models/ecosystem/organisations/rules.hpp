// How organisations learn, lose touch, are founded and fail.
#pragma once

#include "engine/base/parameters.hpp"

#include <cstdint>

namespace tianji::ecosystem {

struct LearningRule {
    double by_working = 0.03;    // [1/tick] a_w
    double from_partners = 0.05; // [1/tick] a
    double forgetting = 0.01;    // [1/tick] φ_k

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
