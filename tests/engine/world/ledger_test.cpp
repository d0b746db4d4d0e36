#include "engine/world/ledger.hpp"
#include "tests/engine/world/sample_world.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <random>
#include <vector>

using namespace tianji;
using Catch::Matchers::Contains;

namespace {

std::vector<std::int64_t> amounts(std::vector<Money> const& granted)
{
    std::vector<std::int64_t> minor;
    for (Money money : granted) minor.push_back(money.minor);
    return minor;
}

using Amounts = std::vector<std::int64_t>;

struct Bench {
    World world;
    Firms& firms = settle_firms(world);
    Ledger& ledger = world.ledger;

    Account cash(std::uint32_t row) const { return cash_of(world, row); }
    Account debt(std::uint32_t row) const { return world.account(&Firms::debt, Row<Firms>{row}); }
    Claim claim(std::uint32_t creditor, std::int64_t amount, std::uint64_t key, std::uint32_t debtor = 0) const
    {
        return {cash(debtor), cash(creditor), Money{amount}, key, 1};
    }
    Amounts meet(std::vector<Claim> claims, ClaimRule rule) { return amounts(ledger.meet(claims, rule)); }
};

} // namespace

TEST_CASE("Money is credited when the process ends, not before")
{
    Bench b;
    b.ledger.pay(b.cash(0), b.cash(1), Money{30}, 0);
    CHECK(b.ledger.balance(b.cash(0)) == Money{70});
    CHECK(b.ledger.balance(b.cash(1)) == Money{100});
    CHECK(b.ledger.settle(alone) == 400);
    CHECK(b.ledger.balance(b.cash(1)) == Money{130});
    CHECK(b.ledger.paid_this_tick(0) == Money{30});
    b.ledger.begin_tick();
    CHECK(b.ledger.paid_this_tick(0) == Money{0});
    CHECK(b.ledger.paid_ever(0) == Money{30});
}

TEST_CASE("Nobody spends more than the opening balance, save from a liability")
{
    Bench b;
    CHECK_THROWS_AS(b.ledger.pay(b.cash(0), b.cash(1), Money{101}, 0), BrokenContract);
    CHECK_THROWS_AS(b.ledger.pay(b.cash(0), b.cash(1), Money{-1}, 0), BrokenContract);
    CHECK_THROWS_AS(b.ledger.pay(b.cash(0), b.cash(1), Money{1}, 2), BrokenContract); // no such purpose
    b.ledger.pay(b.debt(0), b.cash(0), Money{500}, 0);
    CHECK(b.ledger.balance(b.debt(0)) == Money{-500});
    CHECK(b.ledger.settle(alone) == 400);
    CHECK(b.ledger.balance(b.cash(0)) == Money{600});
    b.world.ensure_invariants(alone);
    b.ledger.purse(b.cash(0).purse).balance[0] = -1;
    b.ledger.purse(b.debt(0).purse).balance[0] += 601;
    CHECK_THROWS_WITH(b.world.ensure_invariants(alone), Contains("below zero") && Contains("firms/cash"));
}

TEST_CASE("The dead receive nothing and hold nothing")
{
    Bench b;
    b.ledger.bequeath(b.cash(2), b.cash(3));
    b.firms.bury(2);
    CHECK_THROWS_AS(b.ledger.pay(b.cash(0), b.cash(2), Money{1}, 0), BrokenContract);
    b.ledger.settle(alone);
    b.world.ensure_invariants(alone);
    b.firms.cash.balance[2] = 1;
    b.firms.cash.balance[3] -= 1;
    CHECK_THROWS_WITH(b.world.ensure_invariants(alone), Contains("the dead"));
}

TEST_CASE("An estate goes to the heir with what came in last")
{
    Bench b;
    b.ledger.pay(b.cash(0), b.cash(1), Money{40}, 0);
    b.ledger.bequeath(b.cash(1), b.cash(2));
    CHECK(b.ledger.settle(alone) == 400);
    CHECK(b.ledger.balance(b.cash(1)) == Money{0});
    CHECK(b.ledger.balance(b.cash(2)) == Money{240});
}

TEST_CASE("Claims that are covered are met in full")
{
    for (ClaimRule const rule : {ClaimRule::refuse, ClaimRule::pro_rata}) {
        Bench b;
        CHECK(b.meet({b.claim(1, 60, 1), b.claim(2, 40, 2)}, rule) == Amounts{60, 40});
        CHECK(b.ledger.settle(alone) == 400);
        CHECK(b.firms.cash.balance == Amounts{0, 160, 140, 100});
        CHECK(b.ledger.paid_ever(1) == Money{100});
    }
}

TEST_CASE("Refusing takes claims in the order of their keys and skips what no longer fits")
{
    Bench b;
    CHECK(b.meet({b.claim(3, 10, 3), b.claim(1, 80, 1), b.claim(2, 30, 2), b.claim(1, 11, 4)}, ClaimRule::refuse) ==
          Amounts{80, 0, 10, 0});
    b.ledger.settle(alone);
    CHECK(b.firms.cash.balance == Amounts{10, 180, 100, 110});
}

TEST_CASE("Pro rata shares what there is by largest remainder, ties by key")
{
    Bench b;
    CHECK(b.meet({b.claim(3, 50, 9), b.claim(2, 50, 5), b.claim(1, 50, 1)}, ClaimRule::pro_rata) ==
          Amounts{34, 33, 33});
    b.ledger.settle(alone);
    CHECK(b.firms.cash.balance == Amounts{0, 134, 133, 133});
    CHECK(b.meet({b.claim(1, 50, 1)}, ClaimRule::pro_rata) == Amounts{0});
}

TEST_CASE("Queued claims are met in turn: what cannot be paid waits, and all behind it")
{
    Bench b;
    std::vector<Claim> first{b.claim(2, 50, 2), b.claim(1, 80, 1)};
    b.ledger.meet_in_turn(first);
    b.ledger.settle(alone);
    CHECK(b.firms.cash.balance == Amounts{20, 180, 100, 100});
    CHECK(b.ledger.waiting().size() == 1);

    std::vector<Claim> second{b.claim(3, 10, 1)}; // would fit, but waits behind the one that does not
    b.ledger.meet_in_turn(second);
    CHECK(b.ledger.waiting().size() == 2);

    b.ledger.pay(b.cash(1), b.cash(0), Money{45}, 0);
    b.ledger.settle(alone);
    std::vector<Claim> none;
    b.ledger.meet_in_turn(none);
    b.ledger.settle(alone);
    CHECK(b.firms.cash.balance == Amounts{5, 135, 150, 110});
    CHECK(b.ledger.waiting().empty());
}

TEST_CASE("Nobody waits for the dead")
{
    Bench b;
    std::vector<Claim> claims{b.claim(1, 500, 1), b.claim(2, 500, 2)};
    b.ledger.meet_in_turn(claims);
    b.ledger.bequeath(b.cash(1), b.cash(3));
    CHECK(b.ledger.waiting().size() == 1);
}

TEST_CASE("Every debtor meets its own claims, and a liability meets all")
{
    Bench b;
    CHECK(b.meet({b.claim(0, 70, 1, 3), b.claim(1, 70, 1, 0), b.claim(2, 70, 2, 0)}, ClaimRule::refuse) ==
          Amounts{70, 0, 70});
    Claim credit{b.debt(0), b.cash(0), Money{1'000'000}, 0, 0};
    CHECK(b.meet({credit}, ClaimRule::refuse) == Amounts{1'000'000});
    CHECK(b.ledger.settle(alone) == 400);
}

TEST_CASE("Absurd and negative claims do no harm")
{
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    Bench b;
    CHECK(b.meet({b.claim(1, most, 1), b.claim(2, most, 2), b.claim(3, 100, 3)}, ClaimRule::refuse) ==
          Amounts{0, 0, 100});
    Bench c;
    CHECK(c.meet({c.claim(1, most, 1), c.claim(2, most, 2)}, ClaimRule::pro_rata) == Amounts{50, 50});
    CHECK_THROWS_AS(c.meet({c.claim(1, -1, 1)}, ClaimRule::refuse), BrokenContract);
}

TEST_CASE("What claims get does not depend on the order they are given in, even with equal keys")
{
    std::mt19937_64 luck(3);
    for (ClaimRule const rule : {ClaimRule::refuse, ClaimRule::pro_rata})
        for (int round = 0; round < 100; ++round) {
            Bench a, b;
            std::vector<Claim> claims;
            for (int i = 0; i < 20; ++i)
                claims.push_back(a.claim(static_cast<std::uint32_t>(luck() % 4), static_cast<std::int64_t>(luck() % 60),
                                         luck() % 3, static_cast<std::uint32_t>(luck() % 4)));
            a.meet(claims, rule);
            std::ranges::shuffle(claims, luck);
            b.meet(claims, rule);
            REQUIRE(a.ledger.settle(alone) == 400);
            b.ledger.settle(alone);
            REQUIRE(a.firms.cash.balance == b.firms.cash.balance);
        }
}

TEST_CASE("A breach of the sum names process and tick")
{
    Bench b;
    b.ledger.ensure_conserved(400, "trade", 3);
    CHECK_THROWS_WITH(b.ledger.ensure_conserved(401, "trade", 3),
                      Contains("'trade'") && Contains("tick 3") && Contains("1 minor unit"));
}

TEST_CASE("The audit explains every account, and names one that it cannot")
{
    Bench b;
    b.ledger.start_audit();
    b.ledger.begin_audit();
    b.ledger.pay(b.cash(0), b.cash(1), Money{30}, 0);
    b.ledger.pay(b.cash(1), b.cash(1), Money{30}, 0);
    b.ledger.bequeath(b.cash(3), b.cash(0));
    b.firms.bury(3);
    b.firms.bear(1000);
    b.firms.bear(1001);
    b.ledger.ensure_audited("trade", 3);
    --b.firms.cash.balance[0]; // the sum stays: only the audit sees it
    ++b.firms.cash.incoming[2];
    CHECK_THROWS_WITH(b.ledger.ensure_audited("trade", 3),
                      Contains("'trade'") && Contains("tick 3") && Contains("firms/cash[0]"));
}

TEST_CASE("Many accounts are settled and checked alike by one thread and by three")
{
    World world;
    Firms& firms = settle_firms(world, 100'000);
    world.ledger.settle(alone);
    for (std::uint32_t row = 0; row < firms.size(); ++row)
        firms.cash.incoming[row] = static_cast<std::int64_t>(row) * row;
    std::vector<std::int64_t> const balance = firms.cash.balance, incoming = firms.cash.incoming;
    std::int64_t const sum = world.ledger.settle(alone);
    std::vector<std::int64_t> const settled = firms.cash.balance;
    CHECK(settled[99'999] == balance[99'999] + incoming[99'999]);

    firms.cash.balance = balance;
    firms.cash.incoming = incoming;
    Executor three(3);
    CHECK(world.ledger.settle(three) == sum);
    CHECK(firms.cash.balance == settled);
    CHECK_THROWS_WITH(world.ledger.ensure_sound(0, three), Contains("money conserved")); // nobody endowed so much
    firms.cash.balance[70'000] = -1;
    CHECK_THROWS_WITH(world.ledger.ensure_sound(0, three), Contains("below zero"));
}
