// The table of applications: every bid, also the losers.
#pragma once

#include "engine/world/table.hpp"

#include <cstdint>

namespace tianji::ecosystem {

enum class Decision : std::int32_t { won, lost, below_bar, no_budget, no_capacity, no_cash };

struct Application {
    std::int32_t tick = 0, programme = 0, technology = 0, applicant = 0;
    std::int32_t members = 0, rank = 0;
    double true_success = 0.0, observed = 0.0, score = 0.0, bar = 0.0;
    Money price, amount;
    Decision decision = Decision::lost;

    void declare(RowFields& f) const;
};

} // namespace tianji::ecosystem
