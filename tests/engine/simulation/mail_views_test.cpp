#include "tests/engine/simulation/sample.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::sample;

namespace {

// Everybody writes twice to firm 1.
struct Write {
    Post<Note> post;
    void operator()(Self<Firms> self) const
    {
        for (int number : {1, 2}) post.send(self, Row<Firms>{1}, {self.index(), number});
    }
};

// Adds sender·10 + number of each message as a digit to the base of 100.
struct ReadNotes {
    Inbox<Note> inbox;
    Own<&Firms::seen> seen;
    void operator()(Self<Firms> self) const
    {
        for (Note const& note : inbox.messages(self)) seen[self] = seen[self] * 100 + note.from * 10 + note.number;
    }
};

std::int64_t seen_by_firm_1(std::int64_t ticks, auto const& declare)
{
    Simulation simulation = simulation_of(
        [&](Builder& b) {
            found_firms(b, 3);
            declare(b);
        },
        {.ticks = ticks});
    run(simulation);
    return firms_of(simulation).seen[1];
}

} // namespace

TEST_CASE("Mail arrives when the sender's process ends, in the order of senders")
{
    CHECK(seen_by_firm_1(1, [](Builder& b) {
              b.each<Write>("write");
              b.each<ReadNotes>("read");
          }) == 1'02'11'12'21'22);
}

TEST_CASE("Mail of a serial process is sorted by sender too")
{
    struct WriteBackwards {
        Post<Note> post;
        void operator()(Once once) const
        {
            for (std::uint32_t from : {2u, 0u, 2u, 1u})
                post.send(once.as(Row<Firms>{from}), Row<Firms>{1}, {from, static_cast<std::int32_t>(from) + 1});
        }
    };
    CHECK(seen_by_firm_1(1, [](Builder& b) {
              b.once<WriteBackwards>("write");
              b.each<ReadNotes>("read");
          }) == 1'12'23'23);
}

TEST_CASE("Unread mail is kept across the tick if the reader comes first, and read once")
{
    auto const declare = [](Builder& b) {
        b.each<ReadNotes>("read");
        b.each<Write>("write");
    };
    CHECK(seen_by_firm_1(1, declare) == 0);
    CHECK(seen_by_firm_1(2, declare) == 1'02'11'12'21'22);
}

TEST_CASE("What a process writes to itself it reads the next time")
{
    struct Echo {
        Inbox<Note> inbox;
        Post<Note> post;
        Own<&Firms::seen> seen;
        void operator()(Self<Firms> self) const
        {
            seen[self] = seen[self] * 10 + static_cast<std::int64_t>(inbox.messages(self).size());
            post.send(self, Row<Firms>{1}, {self.index(), 0});
        }
    };
    CHECK(seen_by_firm_1(3, [](Builder& b) { b.each<Echo>("echo"); }) == 33);
}

TEST_CASE("Mail to the dead is refused")
{
    Simulation simulation = simulation_of([&](Builder& b) {
        found_firms(b, 3).bury(1);
        b.each<Write>("write");
        b.each<ReadNotes>("read");
    });
    CHECK_THROWS_AS(run(simulation), BrokenContract);
}
