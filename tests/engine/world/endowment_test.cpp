// What accounts start with is limited, so that no later sum leaves 64 bits.
#include "engine/base/message.hpp"
#include "tests/engine/world/sample_world.hpp"

#include <catch2/catch.hpp>

using namespace tianji;

TEST_CASE("Accounts do not start with more money than sums can hold")
{
    World world;
    settle_firms(world);
    Money const before = world.ledger.endowment();
    CHECK_THROWS_AS(world.ledger.endow(cash_of(world, 0), largest_total + Money{1}), InvalidInput);
    CHECK(world.ledger.endowment() == before);

    Money const half{largest_total.minor / 2};
    world.ledger.endow(cash_of(world, 0), half);
    CHECK_THROWS_AS(world.ledger.endow(cash_of(world, 1), half + Money{1}), InvalidInput); // each alone is in range
    CHECK(world.ledger.endowment() == before + half);
}
