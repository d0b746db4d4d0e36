#include "engine/scenario/calendar.hpp"

#include "engine/scenario/binder.hpp"

#include <fmt/format.h>

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

std::chrono::sys_days date_of(std::int64_t tick, std::chrono::sys_days start, TickLength unit)
{
    using namespace std::chrono;
    if (int const step = months_of(unit)) {
        year_month_day const first{start};
        return day_in(first.year() / first.month() + months{step * tick}, first.day());
    }
    return start + days{days_of(unit) * tick};
}

std::int64_t tick_of(std::chrono::sys_days day, std::chrono::sys_days start, TickLength unit)
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

CalendarSettings calendar_of(Node root)
{
    CalendarSettings calendar;
    Node* const node = root.find("calendar");
    if (!node || node->kind != Node::Kind::map) return calendar;
    Binder binder(*node, ".");
    binder.visit(calendar);
    return calendar;
}

Reading<std::int64_t> tick_beginning_on(Node const& date, CalendarSettings const& calendar, Moment what)
{
    auto const day = read_date(date);
    if (!day.value) return {std::nullopt, day.why, day.suggestion};
    auto const begins = [&](std::int64_t tick) { return date_of(tick, calendar.start, calendar.tick); };
    std::int64_t const tick = tick_of(*day.value, calendar.start, calendar.tick);
    std::chrono::sys_days const over = begins(calendar.ticks);
    bool const is_end = what == Moment::end && *day.value == over;
    bool const is_known = calendar.ticks > 0; // nothing is said about a calendar that cannot be read
    if (is_known && !is_end && (tick < 0 || tick >= calendar.ticks))
        return {std::nullopt,
                fmt::format("the run goes from {} to {}", date_text(calendar.start),
                            date_text(over - std::chrono::days(1))),
                ""};
    if (begins(tick) == *day.value) return {tick, "", ""};
    bool const nearer_to_next = begins(tick + 1) - *day.value < *day.value - begins(tick);
    return {std::nullopt,
            fmt::format("ticks begin on {}, on {} and so on", date_text(begins(tick)), date_text(begins(tick + 1))),
            "did you mean " + date_text(begins(nearer_to_next ? tick + 1 : tick))};
}

} // namespace tianji
