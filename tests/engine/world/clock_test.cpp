#include "engine/world/clock.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace std::chrono;

TEST_CASE("Ticks have dates")
{
    sys_days const start = 2020y / January / 1;
    CHECK(Clock{start, TickLength::day}.date_of(60) == sys_days{2020y / March / 1}); // 2020 has a 29 February
    CHECK(Clock{start, TickLength::week}.date_of(2) == sys_days{2020y / January / 15});
    CHECK(Clock{start, TickLength::month}.date_of(13) == sys_days{2021y / February / 1});
    CHECK(Clock{start, TickLength::quarter}.date_of(5) == sys_days{2021y / April / 1});
    CHECK(Clock{start, TickLength::year}.date_of(3) == sys_days{2023y / January / 1});
    CHECK(Clock{start, TickLength::quarter}.date_of(-1) == sys_days{2019y / October / 1});
}

TEST_CASE("Months begin on the day of the start, or on the last day of a month that is too short")
{
    Clock const clock{2023y / January / 31, TickLength::month};
    CHECK(clock.date_of(1) == sys_days{2023y / February / 28});
    CHECK(clock.date_of(2) == sys_days{2023y / March / 31});
    CHECK(clock.date_of(13) == sys_days{2024y / February / 29});
    CHECK(clock.tick_of(2023y / February / 27) == 0);
    CHECK(clock.tick_of(2023y / February / 28) == 1);
    CHECK(clock.tick_of(2023y / March / 30) == 1);
}

TEST_CASE("The tick of a day is the last one that began on or before it")
{
    for (TickLength const unit :
         {TickLength::day, TickLength::week, TickLength::month, TickLength::quarter, TickLength::year})
        for (sys_days const start : {sys_days{2020y / January / 1}, sys_days{2019y / October / 31},
                                     sys_days{2020y / February / 29}, sys_days{1999y / December / 15}}) {
            Clock const clock{start, unit};
            for (std::int64_t t = -30; t <= 60; ++t) {
                REQUIRE(clock.tick_of(clock.date_of(t)) == t);
                REQUIRE(clock.tick_of(clock.date_of(t) - days{1}) == t - 1);
            }
        }
}

TEST_CASE("A year has as many ticks as fit")
{
    CHECK(Clock{{}, TickLength::month}.ticks_per_year() == 12.0);
    CHECK(Clock{{}, TickLength::quarter}.ticks_per_year() == 4.0);
    CHECK(Clock{{}, TickLength::year}.ticks_per_year() == 1.0);
    CHECK(Clock{{}, TickLength::day}.ticks_per_year() == 365.25);
    CHECK(Clock{{}, TickLength::week}.ticks_per_year() == Approx(52.18).margin(0.01));
}
