#include "tests/engine/simulation/names.hpp"
#include "tests/engine/simulation/sample.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::sample;

namespace {

using Minor = std::vector<std::int64_t>;

// Gives all it has to the next firm on the ring.
struct PassOn {
    std::uint32_t n;
    Pay<&Firms::cash> cash;
    void operator()(Self<Firms> self) const { cash.pay(self, Row<Firms>{(self.index() + 1) % n}, cash.balance(self)); }
};

// Writes balances behind the ledger's back.
struct Leak {
    std::int64_t here, there;
    Purse* purse;
    Now now;
    void operator()(Once) const
    {
        if (now.tick() != 2) return;
        purse->balance[1] += here;
        purse->balance[3] += there;
    }
};
struct LeakInMoneyProcess {
    Purse* purse;
    Now now;
    Pay<&Banks::vault> vault;
    void operator()(Once) const { purse->balance[1] += now.tick() == 2; }
};

void five_firms(Builder& b)
{
    found_firms(b, 5, 100);
    b.population<Banks>(1);
}

template <class Declare>
auto running(Audit audit, Declare const& declare)
{
    return [=] {
        Simulation simulation = simulation_of(
            [&](Builder& b) {
                five_firms(b);
                declare(b, b.world().population<Firms>().cash);
            },
            {.ticks = 5, .audit = audit});
        run(simulation);
    };
}

} // namespace

TEST_CASE("What is credited can be spent from the next process on")
{
    Simulation simulation = simulation_of([](Builder& b) {
        Firms& firms = found_firms(b, 3, 0);
        b.world().ledger.endow(b.world().account(&Firms::cash, Row<Firms>{0}), Money{90});
        b.each<PassOn>("first", firms.size());
        b.each<PassOn>("second", firms.size());
    });
    run(simulation);
    CHECK(firms_of(simulation).cash.balance == Minor{0, 0, 90});
    CHECK(simulation.world().ledger.paid_ever(0) == Money{180});
}

TEST_CASE("A payment beyond the opening balance is refused, and a liability brings money into the world")
{
    struct Overspend {
        Pay<&Firms::cash> cash;
        void operator()(Self<Firms> self) const { cash.pay(self, self, cash.balance(self) + Money{1}); }
    };
    Simulation greedy = simulation_of([](Builder& b) {
        found_firms(b, 3, 5);
        b.each<Overspend>("overspend");
    });
    CHECK_THROWS_AS(run(greedy), BrokenContract);

    struct Lend {
        Pay<&Banks::issued> issued;
        Balances<&Banks::vault> vault;
        void operator()(Self<Banks> self) const { issued.pay(self, vault.account(self), Money{500}, 1); }
    };
    Simulation lending = simulation_of(
        [](Builder& b) {
            found_firms(b, 3, 5);
            b.population<Banks>(2);
            b.each<Lend>("lend");
        },
        {.ticks = 2, .audit = Audit::yes});
    run(lending);
    Banks const& banks = lending.world().population<Banks>();
    CHECK(banks.vault.balance == Minor{1000, 1000});
    CHECK(banks.issued.balance == Minor{-1000, -1000});
    CHECK(lending.world().ledger.paid_ever(1) == Money{2000});
    CHECK(lending.world().ledger.paid_this_tick(1) == Money{1000});
}

TEST_CASE("A purpose that was not declared is refused")
{
    struct Strange {
        Pay<&Firms::cash> cash;
        void operator()(Self<Firms> self) const { cash.pay(self, self, Money{1}, 7); }
    };
    Simulation simulation = simulation_of([](Builder& b) {
        found_firms(b, 3, 5);
        b.each<Strange>("strange");
    });
    CHECK_THROWS_AS(run(simulation), BrokenContract);
}

TEST_CASE("Claims are met when the process ends, by the declared rule")
{
    struct Ask {
        Claims<ClaimRule::pro_rata> claims;
        Balances<&Banks::vault> vault;
        Balances<&Firms::cash> cash;
        void operator()(Self<Firms> self) const
        {
            claims.claim(self, vault.account({0}), cash.account(self), Money{50}, self.index(), 1);
        }
    };
    Simulation simulation = simulation_of([](Builder& b) {
        found_firms(b, 3, 0);
        b.population<Banks>(1);
        b.world().ledger.endow(b.world().account(&Banks::vault, Row<Banks>{0}), Money{100});
        b.each<Ask>("ask");
    });
    run(simulation);
    CHECK(firms_of(simulation).cash.balance == Minor{34, 33, 33});
    CHECK(simulation.world().population<Banks>().vault.balance == Minor{0});
}

TEST_CASE("A leak of one cent in a process that handles money names process and tick")
{
    CHECK_THROWS_WITH(running(Audit::no,
                              [](Builder& b, Purse& cash) {
                                  b.each<PassOn>("trade", 5u);
                                  b.once<LeakInMoneyProcess>("steal", &cash);
                                  b.each<PassOn>("trade_again", 5u);
                              })(),
                      Names("'steal'", "tick 2", "1 minor unit"));
}

TEST_CASE("With the audit a leak of one cent names process, tick and account, whatever the process declares")
{
    Names const named("'steal'", "tick 2", "firms/cash[1]");
    CHECK_THROWS_WITH(running(Audit::yes,
                              [](Builder& b, Purse& cash) {
                                  b.each<PassOn>("trade", 5u);
                                  b.once<LeakInMoneyProcess>("steal", &cash);
                              })(),
                      named);
    CHECK_THROWS_WITH(running(Audit::yes,
                              [](Builder& b, Purse& cash) {
                                  b.once<Leak>("steal", std::int64_t{1}, std::int64_t{0}, &cash);
                                  b.each<PassOn>("trade", 5u);
                              })(),
                      named);
    // The sum is right: only the audit sees it.
    auto const swap = [](Builder& b, Purse& cash) {
        b.each<PassOn>("trade", 5u);
        b.once<Leak>("steal", std::int64_t{-1}, std::int64_t{1}, &cash);
    };
    CHECK_NOTHROW(running(Audit::no, swap)());
    CHECK_THROWS_WITH(running(Audit::yes, swap)(), named);
}

TEST_CASE("A leak in a process that declares no money is caught within the tick")
{
    CHECK_THROWS_WITH(running(Audit::no,
                              [](Builder& b, Purse& cash) {
                                  b.each<PassOn>("trade", 5u);
                                  b.once<Leak>("steal", std::int64_t{1}, std::int64_t{0}, &cash);
                              })(),
                      Names("tick 2", "declares no money"));
}
