#include "tests/engine/simulation/sample.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace tianji;
using namespace tianji::sample;

namespace {

// Takes the level of the firm before, which has had its turn; the first one keeps its own.
struct Shift {
    ReadWrite<&Firms::level> level;
    void operator()(Self<Firms> self) const
    {
        if (self.index() > 0) level.set(self, level[Row<Firms>{self.index() - 1}]);
    }
};

struct Turn {
    ReadWrite<&Firms::skill> skill;
    void operator()(Self<Firms> self) const
    {
        std::span<std::int32_t> const next = skill.next_row(self);
        next[1] = skill.row(Row<Firms>{(self.index() + 1) % 10})[1] + next[0];
    }
};

struct AddTwice {
    Own<&Firms::level> level;
    void operator()(Self<Firms> self) const
    {
        level[self] += 1.0;
        level[self] *= 2.0; // sees what was written just now
    }
};

std::vector<double> ramp(std::uint32_t n)
{
    std::vector<double> values(n);
    std::iota(values.begin(), values.end(), 0.0);
    return values;
}

// Ten firms whose levels are 0, 1, … 9.
void ten_firms(Builder& b) { std::ranges::copy(ramp(10), found_firms(b, 10).level.values().begin()); }

} // namespace

TEST_CASE("Everybody sees the opening state, and a row that is not written keeps its value")
{
    Simulation simulation = simulation_of(
        [](Builder& b) {
            ten_firms(b);
            b.each<Shift>("shift");
        },
        {.ticks = 3});
    run(simulation);
    CHECK(values_of(firms_of(simulation).level) == std::vector{0., 0., 0., 0., 1., 2., 3., 4., 5., 6.});
}

TEST_CASE("Rows of several fields are read as they were and written apart")
{
    Simulation simulation = simulation_of([](Builder& b) {
        ten_firms(b);
        Firms& firms = b.world().population<Firms>();
        for (std::uint32_t row = 0; row < 10; ++row)
            firms.skill.row(row)[0] = 100, firms.skill.row(row)[1] = static_cast<int>(row);
        b.each<Turn>("turn");
    });
    run(simulation);
    for (std::uint32_t row = 0; row < 10; ++row) {
        auto const skill = firms_of(simulation).skill.row(row);
        CHECK(skill[0] == 100);
        CHECK(skill[1] == static_cast<std::int32_t>((row + 1) % 10 + 100));
        CHECK(skill[2] == 0);
    }
}

TEST_CASE("One's own row is changed in place")
{
    Simulation simulation = simulation_of([](Builder& b) {
        ten_firms(b);
        b.each<AddTwice>("add");
    });
    run(simulation);
    CHECK(firms_of(simulation).level[4] == 10.0);
}

TEST_CASE("In a serial process what was written is read")
{
    struct Chain {
        ReadWrite<&Firms::level> level;
        Everyone<Firms> firms;
        void operator()(Once once) const
        {
            for (Row<Firms> row : firms)
                if (row.index > 0) level.set(once.as(row), level[row] + level[Row<Firms>{row.index - 1}]);
        }
    };
    Simulation simulation = simulation_of([](Builder& b) {
        ten_firms(b);
        b.once<Chain>("chain");
    });
    run(simulation);
    CHECK(values_of(firms_of(simulation).level) == std::vector{0., 1., 3., 6., 10., 15., 21., 28., 36., 45.});
}

TEST_CASE("One value of a column of several fields is not to be had")
{
    struct Wrong {
        Own<&Firms::skill> skill;
        void operator()(Self<Firms> self) const { skill[self] = 1; }
    };
    Simulation simulation = simulation_of([](Builder& b) {
        ten_firms(b);
        b.each<Wrong>("wrong");
    });
    CHECK_THROWS_AS(run(simulation), BrokenContract);
}

TEST_CASE("Everyone is who lives, and the dead do not act")
{
    struct Count {
        Everyone<Firms> firms;
        Own<&Firms::seen> seen;
        void operator()(Self<Firms> self) const
        {
            for (Row<Firms> row : firms) seen[self] += row.index;
        }
    };
    Simulation simulation = simulation_of([](Builder& b) {
        Firms& firms = found_firms(b, 5);
        firms.bury(0);
        firms.bury(3);
        b.each<Count>("count");
    });
    run(simulation);
    CHECK(values_of(firms_of(simulation).seen) == std::vector<std::int64_t>{0, 7, 7, 0, 7});
}
