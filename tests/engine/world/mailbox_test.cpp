#include "engine/world/mailbox.hpp"
#include "tests/engine/world/sample_world.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace tianji;

namespace {

std::vector<std::int32_t> prices(Mailbox<Offer> const& box, std::uint32_t receiver)
{
    std::vector<std::int32_t> found;
    for (Offer const& offer : box.of(receiver)) found.push_back(offer.price);
    return found;
}

void deliver(Mailbox<Offer>& box, std::vector<Envelope<Offer>> mail, std::uint32_t receivers = 4)
{
    box.deliver(mail, receivers);
}

using Prices = std::vector<std::int32_t>;

} // namespace

TEST_CASE("Mail is sorted by receiver, then sender, then sequence, whatever the order of sending")
{
    Mailbox<Offer> box;
    deliver(box, {{3, 1, {31}}, {0, 2, {2}}, {3, 1, {32}}, {1, 1, {11}}, {1, 0, {10}}, {0, 1, {1}}});
    CHECK(prices(box, 0) == Prices{10});
    CHECK(prices(box, 1) == Prices{1, 11, 31, 32});
    CHECK(prices(box, 2) == Prices{2});
    CHECK(prices(box, 3).empty());
    CHECK(box.size() == 6);
}

TEST_CASE("Unread mail stays before what comes later, also when there are new receivers")
{
    Mailbox<Offer> box;
    deliver(box, {{5, 1, {50}}});
    deliver(box, {{0, 1, {1}}, {0, 5, {2}}}, 6);
    CHECK(prices(box, 1) == Prices{50, 1});
    CHECK(prices(box, 5) == Prices{2});
    CHECK(prices(box, 100).empty());
    box.clear();
    CHECK(box.size() == 0);
    CHECK(prices(box, 1).empty());
}

TEST_CASE("The mail of one is taken away without touching that of others")
{
    Mailbox<Offer> box;
    deliver(box, {{0, 0, {1}}, {0, 1, {2}}, {1, 1, {3}}, {0, 3, {4}}});
    CHECK(box.discard(1) == 2);
    CHECK(box.discard(1) == 0);
    CHECK(box.discard(2) == 0);
    CHECK(box.discard(99) == 0);
    CHECK(prices(box, 0) == Prices{1});
    CHECK(prices(box, 1).empty());
    CHECK(prices(box, 3) == Prices{4});
}
