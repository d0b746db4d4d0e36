// When it is: the tick and its date.
#pragma once

#include "engine/scenario/header.hpp"

#include <chrono>
#include <cstdint>

namespace tianji {

struct Clock {
    std::chrono::sys_days start{};
    TickLength unit = TickLength::quarter;
    std::int64_t tick = 0; // ticks completed

    // The first day of a tick. Months, quarters and years begin on the day of the month of the start, or on the last
    // day of a month that is too short for it.
    std::chrono::sys_days date_of(std::int64_t t) const;
    // The tick a day falls into; negative before the start.
    std::int64_t tick_of(std::chrono::sys_days day) const;
    double ticks_per_year() const;
};

} // namespace tianji
