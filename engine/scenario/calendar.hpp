// Ticks and dates: which day a tick begins, which tick a day means.
#pragma once

#include "engine/scenario/header.hpp"
#include "engine/scenario/node.hpp"
#include "engine/scenario/scalar.hpp"

#include <chrono>
#include <cstdint>

namespace tianji {

// The first day of a tick. Months, quarters and years begin on the day of the month of the start, or on the last day of
// a month that is too short for it.
std::chrono::sys_days date_of(std::int64_t tick, std::chrono::sys_days start, TickLength unit);
// The tick a day falls into; negative before the start.
std::int64_t tick_of(std::chrono::sys_days day, std::chrono::sys_days start, TickLength unit);

// The calendar that a document has, as far as it can be read: what is wrong with it is told by others.
CalendarSettings calendar_of(Node root);

// The tick that begins on a date that a user wrote; within the run or, for what ends, on the day after it.
Reading<std::int64_t> tick_beginning_on(Node const& date, CalendarSettings const& calendar, Moment what);

} // namespace tianji
