#include "engine/world/population.hpp"
#include "tests/engine/world/sample_world.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <set>
#include <vector>

using namespace tianji;

TEST_CASE("A population without births keeps flags, generations and keys implicit")
{
    Firms firms;
    firms.populate(3);
    CHECK(firms.size() == 3);
    CHECK(firms.n_alive() == 3);
    CHECK(firms.all_alive());
    CHECK(firms.keys_are_ordinals());
    CHECK(firms.key(2) == 2);
    CHECK(firms.generation(2) == 0);
    CHECK(firms.alive_flags().empty());
    CHECK_THROWS_AS(firms.populate(3), BrokenContract);
}

TEST_CASE("Births fill the lowest free slot first, then a new one")
{
    Firms firms;
    firms.populate(6);
    for (std::uint32_t row : {4, 1, 3}) firms.bury(row);
    CHECK(firms.n_alive() == 3);
    CHECK(firms.bear(1001) == 1);
    CHECK(firms.bear(1002) == 3);
    CHECK(firms.bear(1003) == 4);
    CHECK(firms.bear(1004) == 6);
    CHECK(firms.size() == 7);
    CHECK(firms.n_alive() == 7);
    CHECK(firms.all_alive());
    CHECK(firms.cash.balance.size() == 7);
}

TEST_CASE("A population may begin empty")
{
    Firms firms;
    firms.populate(0);
    CHECK(firms.bear(77) == 0);
    CHECK(firms.key(0) == 77);
    CHECK(firms.is_alive(0));
    firms.ensure_consistent();
}

TEST_CASE("A stored id never names somebody else")
{
    Firms firms;
    firms.populate(3);
    AgentId<Firms> const old = id_of(firms, Row<Firms>{1});
    CHECK(is_current(firms, old));
    firms.bury(1);
    CHECK_FALSE(is_current(firms, old));
    firms.bear(500);
    CHECK_FALSE(is_current(firms, old));
    AgentId<Firms> const heir = id_of(firms, Row<Firms>{1});
    CHECK(heir.slot == old.slot);
    CHECK(heir.generation == old.generation + 1);
    CHECK(is_current(firms, heir));
    CHECK_FALSE(is_current(firms, AgentId<Firms>::none()));
    CHECK_FALSE(is_current(firms, AgentId<Firms>{3, 0}));
}

TEST_CASE("Through any sequence of births and deaths ids are never reused and keys stay unique")
{
    std::minstd_rand luck(1);
    Firms firms;
    firms.populate(20);
    std::set<AgentId<Firms>> ever;
    for (std::uint32_t row = 0; row < 20; ++row) ever.insert(id_of(firms, Row<Firms>{row}));
    std::uint64_t next_key = 1000;
    for (int step = 0; step < 2000; ++step) {
        std::vector<std::uint32_t> alive;
        for (std::uint32_t row = 0; row < firms.size(); ++row)
            if (firms.is_alive(row)) alive.push_back(row);
        REQUIRE(alive.size() == firms.n_alive());
        if (!alive.empty() && luck() % 2 == 0) {
            firms.bury(alive[luck() % alive.size()]);
            continue;
        }
        std::uint32_t lowest = 0;
        while (lowest < firms.size() && firms.is_alive(lowest)) ++lowest;
        std::uint32_t const row = firms.bear(next_key++);
        REQUIRE(row == lowest);
        REQUIRE(ever.insert(id_of(firms, Row<Firms>{row})).second);
    }
    firms.ensure_consistent();
}

TEST_CASE("A key in use is refused, also one of the agents at the start")
{
    Firms firms;
    firms.populate(3);
    firms.bear(900);
    CHECK_THROWS_AS(firms.bear(900), BrokenContract);
    CHECK_THROWS_AS(firms.bear(2), BrokenContract);
}

TEST_CASE("Only the living die")
{
    Firms firms;
    firms.populate(2);
    firms.bury(0);
    CHECK_THROWS_AS(firms.bury(0), BrokenContract);
}

TEST_CASE("A newborn starts with initial values, whoever had the row before")
{
    Firms firms;
    firms.skill.set_width(3);
    firms.populate(2);
    firms.staff.values()[1] = 99.0;
    firms.skill.row(1)[2] = 99;
    firms.bury(1);
    CHECK(firms.staff[1] == 1.0); // nothing of the dead can be read either
    std::uint32_t const row = firms.bear(50);
    CHECK(row == 1);
    CHECK(firms.staff[1] == 1.0);
    CHECK(firms.skill.row(1)[2] == 7);
    CHECK(firms.bear(51) == 2);
    CHECK(firms.staff[2] == 1.0);
    CHECK(firms.skill.row(2)[0] == 7);
}
