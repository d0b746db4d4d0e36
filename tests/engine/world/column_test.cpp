#include "engine/world/column.hpp"
#include "tests/engine/world/sample_world.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace tianji;

TEST_CASE("A column is known by name, unit and meaning")
{
    Firms firms;
    REQUIRE(firms.find_column("staff") == &firms.staff);
    CHECK(firms.staff.unit == "FTE");
    CHECK(firms.staff.meaning == "researchers employed");
    CHECK(firms.find_column("staf") == nullptr);
}

TEST_CASE("A column counts as initialised once it has values from somewhere")
{
    Firms firms;
    firms.populate(2);
    CHECK(firms.staff.is_initialised);
    CHECK_FALSE(firms.plan.is_initialised);
    CHECK(std::as_const(firms.plan).values().size() == 2);
    CHECK_FALSE(firms.plan.is_initialised); // looking is not giving
    firms.plan.fill(3);
    CHECK(firms.plan.is_initialised);
    CHECK(firms.plan[1] == 3);
}

TEST_CASE("A column with a width holds one row of values per agent")
{
    Firms firms;
    firms.skill.set_width(3);
    firms.populate(4);
    firms.skill.row(2)[1] = 5;
    CHECK(firms.skill.bytes().size() == 4 * 3 * sizeof(std::int32_t));
    CHECK(firms.skill.row(3).front() == 7);
    CHECK_THROWS_AS(firms.skill.set_width(2), BrokenContract);
}

TEST_CASE("The second buffer takes over rows that were not written")
{
    Firms firms;
    firms.populate(5);
    for (std::uint32_t row = 0; row < 5; ++row) firms.staff.values()[row] = row;
    firms.staff.make_next();
    firms.staff.copy_to_next(0, 3);
    firms.staff.copy_to_next(3, 5);
    firms.staff.next_data()[2] = 50.0;
    CHECK(firms.staff[2] == 2.0);
    firms.staff.swap_next();
    std::vector<double> const now(firms.staff.values().begin(), firms.staff.values().end());
    CHECK(now == std::vector{0.0, 1.0, 50.0, 3.0, 4.0});
}

TEST_CASE("A panel takes all fields of the rows it wants, in their order")
{
    Firms firms;
    firms.skill.set_width(3);
    firms.populate(4);
    firms.skill.row(2)[1] = 5;
    std::vector<std::uint32_t> const rows{2, 0};
    CHECK(firms.skill.cells(rows) == Cells(std::vector<std::int32_t>{7, 5, 7, 7, 7, 7}));
    CHECK(firms.staff.cells({}) == Cells(std::vector<double>()));
}

TEST_CASE("A cell is the smallest number that holds the value: money in millions, an id its slot, nobody -1")
{
    CHECK(cell_from(Money{250'000'000}) == 2.5);
    CHECK(cell_from(AgentId<Firms>{4, 9}) == std::int32_t{4});
    CHECK(cell_from(AgentId<Firms>::none()) == std::int32_t{-1});
    CHECK(cell_from(Flag::yes) == std::int8_t{1});
    CHECK(cell_from(std::uint32_t{4'000'000'000}) == std::int64_t{4'000'000'000});
    static_assert(std::is_same_v<decltype(cell_from(Flag::yes)), std::int8_t>);
    static_assert(std::is_same_v<decltype(cell_from(std::uint8_t{1})), std::int32_t>);
}
