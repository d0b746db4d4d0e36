#include "engine/world/state.hpp"
#include "tests/engine/world/sample_world.hpp"

#include <catch2/catch.hpp>

using namespace tianji;

namespace {

struct Guild : Population {
    Guild() : Population("guild") {}
    Column<AgentId<Firms>> head{*this, "head", "1", "who leads", AgentId<Firms>{}};
    Column<Money> dues{*this, "dues", "cent", "what is owed", Money{}};
    std::vector<std::string> names;
    struct Gone {
        std::string name;
        std::int16_t when;
    };
    std::vector<Gone> gone;

    void visit_private(StateVisitor& visitor, std::string const& path) override
    {
        visitor.array(path + "names", names);
        visitor.field(path + "gone/name", gone, &Gone::name);
        visitor.field(path + "gone/when", gone, &Gone::when);
    }
};

StateArray const& find(SavedState const& state, std::string const& path)
{
    for (StateArray const& array : state)
        if (array.path == path) return array;
    FAIL("there is " << path);
    return state.front();
}

World& with_guild(World& world)
{
    settle_firms(world);
    world.add_population<Guild>().populate(2);
    world.mailbox<Offer>();
    return world;
}

} // namespace

TEST_CASE("Rows of a saved array are read as text, ids as slot and generation, money in cents")
{
    World world;
    Guild& guild = with_guild(world).population<Guild>();
    guild.head.values()[1] = {3, 2};
    guild.dues.values()[1] = Money{-250};
    world.population<Firms>().staff.values()[2] = 0.1;
    world.population<Firms>().skill.row(1)[2] = -8;
    SavedState const state = save_state(world);
    CHECK(find(state, "populations/guild/head").text(1) == "3 2");
    CHECK(find(state, "populations/guild/dues").text(1) == "-250");
    CHECK(find(state, "populations/firms/staff").text(2) == "0.1");
    CHECK(find(state, "populations/firms/skill").text(1) == "7 7 -8");
    CHECK(find(state, "populations/firms/skill").text(4).empty());
    CHECK(find(state, "lives/firms/slots").text(0) == "4");
}

TEST_CASE("What a population keeps besides columns comes back, texts with blanks and empty ones too")
{
    World from, to;
    Guild& guild = with_guild(from).population<Guild>();
    guild.names = {"甲 one", "", "b\n"};
    guild.gone = {{"early", 3}, {"", -1}};
    with_guild(to);
    load_state(to, save_state(from), "saved");
    Guild const& loaded = to.population<Guild>();
    CHECK(loaded.names == guild.names);
    REQUIRE(loaded.gone.size() == 2);
    CHECK(loaded.gone[0].name == "early");
    CHECK(loaded.gone[1].when == -1);
}

TEST_CASE("After loading, a newborn takes the slot it would have taken, and no key twice")
{
    World from, to;
    Firms& firms = with_guild(from).population<Firms>();
    firms.bury(2);
    firms.bury(0);
    CHECK(firms.bear(77) == 0);
    Firms& loaded = with_guild(to).population<Firms>();
    load_state(to, save_state(from), "saved");
    loaded.ensure_consistent();
    CHECK(to.digest() == from.digest());
    CHECK_THROWS_AS(loaded.bear(77), BrokenContract);
    CHECK(loaded.bear(78) == 2);
    CHECK(loaded.generation(2) == 1);
    CHECK(loaded.bear(79) == 4);
}

TEST_CASE("Claims that wait are paid in the same order after loading")
{
    World from, to;
    with_guild(from);
    std::vector<Claim> claims{{cash_of(from, 0), cash_of(from, 1), Money{500}, 9, 1},
                              {cash_of(from, 0), cash_of(from, 2), Money{1}, 10, 0}};
    from.ledger.meet_in_turn(claims);
    with_guild(to);
    load_state(to, save_state(from), "saved");
    REQUIRE(to.ledger.waiting().size() == 2);
    CHECK(to.ledger.waiting()[0].key == 9);
    CHECK(to.ledger.waiting()[0].purpose == 1);
    CHECK(to.digest() == from.digest());
}
