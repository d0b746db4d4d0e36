#include "engine/world/clock.hpp"

#include "engine/scenario/calendar.hpp"

namespace tianji {

std::chrono::sys_days Clock::date_of(std::int64_t t) const { return tianji::date_of(t, start, unit); }

std::int64_t Clock::tick_of(std::chrono::sys_days day) const { return tianji::tick_of(day, start, unit); }

double Clock::ticks_per_year() const
{
    switch (unit) {
    case TickLength::day:
        return 365.25;
    case TickLength::week:
        return 365.25 / 7;
    case TickLength::month:
        return 12.0;
    case TickLength::quarter:
        return 4.0;
    case TickLength::year:
        break;
    }
    return 1.0;
}

} // namespace tianji
