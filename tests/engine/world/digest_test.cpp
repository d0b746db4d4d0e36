#include "tests/engine/world/sample_world.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <string>
#include <vector>

using namespace tianji;

namespace {

// Four firms on a path, with money, mail, one death and one birth behind them.
struct Bench {
    World world;
    Firms& firms = settle_firms(world);
    Mailbox<Offer>& offers = world.mailbox<Offer>();

    Bench()
    {
        Tie const ties[] = {{0, 1, 1.0F, 3, 0}, {1, 2, 0.5F, 4, 1}, {2, 3, 2.0F, 5, 0}};
        world.graph = CollaborationGraph(CollaborationGraph::Form::editable, 4, ties);
        world.vertices = &firms;
        send(0, 1, 10);
        send(2, 1, 20);
    }
    void send(std::uint32_t from, std::uint32_t to, std::int32_t price)
    {
        std::vector<Envelope<Offer>> mail{{from, to, {price}}};
        offers.deliver(mail, firms.size());
    }
};

std::uint64_t digest_after(std::function<void(Bench&)> const& change)
{
    Bench b;
    change(b);
    return b.world.digest();
}

} // namespace

TEST_CASE("Equal worlds have equal digests") { CHECK(Bench().world.digest() == Bench().world.digest()); }

TEST_CASE("The digest sees every part of the state")
{
    std::vector<std::pair<std::string, std::function<void(Bench&)>>> const changes{
        {"tick", [](Bench& b) { ++b.world.clock.tick; }},
        {"start", [](Bench& b) { b.world.clock.start += std::chrono::days{1}; }},
        {"tick length", [](Bench& b) { b.world.clock.unit = TickLength::month; }},
        {"column", [](Bench& b) { b.firms.staff.values()[3] += 1e-15; }},
        {"matrix column", [](Bench& b) { b.firms.skill.row(3)[2] ^= 1; }},
        {"uninitialised column", [](Bench& b) { b.firms.plan.values()[0] = 1; }},
        {"balance", [](Bench& b) { ++b.firms.cash.balance[2]; }},
        {"balance of another purse", [](Bench& b) { ++b.firms.debt.balance[2]; }},
        {"credit", [](Bench& b) { ++b.firms.cash.incoming[2]; }},
        {"total of a purpose", [](Bench& b) { b.world.ledger.count(1, 5); }},
        {"tie ended", [](Bench& b) { b.world.graph.apply(b.world.graph.end_all_of(3, 0, 0)); }},
        {"mail read", [](Bench& b) { b.offers.clear(); }},
        {"mail more", [](Bench& b) { b.send(3, 1, 30); }},
        {"mail to another", [](Bench& b) { b.offers.clear(), b.send(0, 1, 10), b.send(2, 2, 20); }},
        {"death", [](Bench& b) { b.firms.bury(3); }},
        {"generation", [](Bench& b) { b.firms.bury(3), b.firms.bear(3); }},
        {"key", [](Bench& b) { b.firms.bury(3), b.firms.bear(4000); }},
        {"another key", [](Bench& b) { b.firms.bury(3), b.firms.bear(4001); }},
        {"birth", [](Bench& b) { b.firms.bear(4000); }},
    };
    std::vector<std::pair<std::uint64_t, std::string>> seen{{Bench().world.digest(), "nothing"}};
    for (auto const& [what, change] : changes) {
        std::uint64_t const digest = digest_after(change);
        for (auto const& [other, why] : seen) {
            INFO(what << " and " << why);
            CHECK(digest != other);
        }
        seen.emplace_back(digest, what);
    }
}

TEST_CASE("The digest does not see the log")
{
    CHECK(digest_after([](Bench& b) { b.world.events.rows.push_back({1, 2, 3}); }) == Bench().world.digest());
}

TEST_CASE("The digest does not remember how the state came about")
{
    SECTION("the order of deaths")
    {
        CHECK(digest_after([](Bench& b) { b.firms.bury(1), b.firms.bury(3); }) ==
              digest_after([](Bench& b) { b.firms.bury(3), b.firms.bury(1); }));
    }
    SECTION("what the dead once were")
    {
        CHECK(digest_after([](Bench& b) { b.firms.staff.values()[3] = 9.0, b.firms.bury(3); }) ==
              digest_after([](Bench& b) { b.firms.bury(3); }));
    }
    SECTION("keys of the dead")
    {
        auto const life = [](std::uint64_t key) { return [key](Bench& b) { b.firms.bury(b.firms.bear(key)); }; };
        CHECK(digest_after(life(500)) == digest_after(life(501)));
    }
    SECTION("mail that was sent in other batches, before or after a birth")
    {
        CHECK(digest_after([](Bench& b) { b.send(3, 1, 30), b.firms.bear(500); }) ==
              digest_after([](Bench& b) { b.firms.bear(500), b.send(3, 1, 30); }));
        CHECK(digest_after([](Bench& b) { b.send(1, 3, 30), b.offers.discard(3); }) == Bench().world.digest());
    }
    SECTION("the order of payments")
    {
        auto const pay = [](Bench& b, std::uint32_t from, std::uint32_t to) {
            b.world.ledger.pay(cash_of(b.world, from), cash_of(b.world, to), Money{10}, 0);
        };
        CHECK(digest_after([&](Bench& b) { pay(b, 0, 1), pay(b, 2, 1), b.world.ledger.settle(alone); }) ==
              digest_after([&](Bench& b) { pay(b, 2, 1), pay(b, 0, 1), b.world.ledger.settle(alone); }));
    }
    SECTION("room that was made and left")
    {
        CHECK(digest_after([](Bench& b) { b.firms.staff.make_next(); }) == Bench().world.digest());
    }
}

TEST_CASE("A frozen network is part of the digest")
{
    auto const frozen = [](float weight) {
        Bench b;
        Tie const ties[] = {{0, 1, weight, 3, 0}};
        b.world.graph = CollaborationGraph(CollaborationGraph::Form::frozen, 4, ties);
        b.world.freeze_network();
        return b.world.digest();
    };
    CHECK(frozen(1.0F) == frozen(1.0F));
    CHECK(frozen(1.0F) != frozen(2.0F));
}

TEST_CASE("Invariants see a tie of the dead")
{
    Bench b;
    b.world.ensure_invariants(alone);
    b.world.ledger.bequeath(cash_of(b.world, 3), cash_of(b.world, 0));
    b.world.ledger.settle(alone);
    b.firms.bury(3);
    b.world.ties_changed = true;
    CHECK_THROWS_AS(b.world.ensure_invariants(alone), BrokenContract);
    b.world.graph.apply(b.world.graph.end_all_of(3, 0, 0));
    b.world.ensure_invariants(alone);
    CHECK_FALSE(b.world.ties_changed);
}
