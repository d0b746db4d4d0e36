#include "engine/world/clock.hpp"

#include <algorithm>

namespace tianji {

namespace {

int months_of(TickLength unit)
{
    switch (unit) {
    case TickLength::month:
        return 1;
    case TickLength::quarter:
        return 3;
    case TickLength::year:
        return 12;
    default:
        return 0;
    }
}

int days_of(TickLength unit) { return unit == TickLength::week ? 7 : 1; }

// The same day of another month, or the last one of a month that is too short.
std::chrono::year_month_day day_in(std::chrono::year_month month, std::chrono::day day)
{
    return month / std::min(day, (month / std::chrono::last).day());
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }

} // namespace

std::chrono::sys_days Clock::date_of(std::int64_t t) const
{
    using namespace std::chrono;
    if (int const step = months_of(unit)) {
        year_month_day const first{start};
        return day_in(first.year() / first.month() + months{step * t}, first.day());
    }
    return start + days{days_of(unit) * t};
}

std::int64_t Clock::tick_of(std::chrono::sys_days day) const
{
    using namespace std::chrono;
    if (int const step = months_of(unit)) {
        year_month_day const from{start}, to{day};
        std::int64_t const passed = (int{to.year()} - int{from.year()}) * 12 + static_cast<int>(unsigned{to.month()}) -
                                    static_cast<int>(unsigned{from.month()}) -
                                    (to < day_in(to.year() / to.month(), from.day()) ? 1 : 0);
        return floor_divide(passed, step);
    }
    return floor_divide((day - start).count(), days_of(unit));
}

double Clock::ticks_per_year() const
{
    int const step = months_of(unit);
    return step ? 12.0 / step : 365.25 / days_of(unit);
}

} // namespace tianji
