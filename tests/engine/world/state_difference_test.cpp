#include "engine/world/state_difference.hpp"
#include "tests/engine/world/sample_world.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace tianji;

namespace {

std::optional<StateDifference> after(std::function<void(World&)> const& change)
{
    World one, two;
    for (World* world : {&one, &two}) settle_firms(*world);
    change(two);
    return first_difference(save_state(one), save_state(two));
}

} // namespace

TEST_CASE("Equal states have no difference")
{
    CHECK_FALSE(after([](World&) {}).has_value());
}

TEST_CASE("A cell that differs is named by population, column, slot and key")
{
    auto const found = after([](World& world) { world.population<Firms>().staff.values()[2] = 1.5; });
    REQUIRE(found.has_value());
    CHECK(found->place == "population firms, column staff, agent in slot 2 (key 2)");
    CHECK(found->one == "1");
    CHECK(found->two == "1.5");
}

TEST_CASE("Money that differs is named by its account")
{
    auto const found = after([](World& world) { world.population<Firms>().cash.balance[3] += 5; });
    REQUIRE(found.has_value());
    CHECK(found->place == "population firms, balance of account cash, agent in slot 3 (key 3)");
    CHECK(found->two == "105");
}

TEST_CASE("Who is more in one state is found before any column")
{
    auto const found = after([](World& world) { world.population<Firms>().bear(99); });
    REQUIRE(found.has_value());
    CHECK(found->place == "population firms, number of slots");
    CHECK(found->one == "4");
    CHECK(found->two == "5");
}

TEST_CASE("Of several fields of a row all are shown, and a born agent goes by its key")
{
    World one, two;
    for (World* world : {&one, &two}) settle_firms(*world).bear(99);
    two.population<Firms>().skill.row(4)[1] = 9;
    auto const found = first_difference(save_state(one), save_state(two));
    REQUIRE(found.has_value());
    CHECK(found->place == "population firms, column skill, agent in slot 4 (key 99)");
    CHECK(found->one == "7 7 7");
    CHECK(found->two == "7 9 7");
}
