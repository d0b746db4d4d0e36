// Rounds, and common random numbers: what is left alone keeps its luck.
#include "tests/engine/simulation/sample.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace tianji;
using namespace tianji::sample;

namespace {

struct Drawn {
    std::uint64_t word = 0;
    void declare(RowFields& f) const { f.integer(static_cast<std::int64_t>(word), "word", "1", "a word drawn"); }
};

// Writes down `draws` words of every firm.
struct WriteDown {
    int draws;
    Rows<Drawn> rows;
    void operator()(Self<Firms> self, Stream& luck) const
    {
        for (int i = 0; i < draws; ++i) rows.add(self, {luck.word()});
    }
};

// Draws of its own, of the firm with its neighbour, and as many as it likes.
struct Noise {
    int draws;
    Own<&Firms::word> word;
    void operator()(Self<Firms> self, Stream& luck) const
    {
        for (int i = 0; i < draws + static_cast<int>(self.index() % 3); ++i) word[self] ^= luck.word();
        word[self] ^= luck.with(self.index() + 1).word();
    }
};

struct KeepRows : Observer {
    std::vector<std::uint64_t> words;
    void observe(World const& world) override
    {
        for (Drawn const& drawn : static_cast<Records<Drawn> const&>(*world.tables().front()).rows)
            words.push_back(drawn.word);
    }
};

std::vector<std::uint64_t> words_of(auto const& declare, Settings settings = {.ticks = 3})
{
    Simulation simulation = simulation_of(
        [&](Builder& b) {
            found_firms(b, 9);
            b.world().add_table<Drawn>("drawn", "words drawn");
            declare(b);
        },
        settings);
    KeepRows observer;
    simulation.run(observer);
    return observer.words;
}

bool all_differ(std::vector<std::uint64_t> const& words)
{
    return std::set<std::uint64_t>(words.begin(), words.end()).size() == words.size();
}

auto const never = [](World const&) { return false; };

} // namespace

TEST_CASE("The luck of a process does not depend on other processes")
{
    auto const alone = words_of([](Builder& b) { b.each<WriteDown>("write_down", 2); });
    CHECK(alone.size() == 3 * 9 * 2);
    CHECK(all_differ(alone));
    CHECK(alone == words_of([](Builder& b) {
              b.each<Noise>("before", 1);
              b.each<WriteDown>("write_down", 2);
              b.each<Noise>("after", 1);
          }));
    CHECK(alone == words_of([](Builder& b) {
              b.each<Noise>("before", 5);
              b.each<WriteDown>("write_down", 2);
          }));
    CHECK(alone != words_of([](Builder& b) { b.each<WriteDown>("write_it_down", 2); }));
    CHECK(alone != words_of([](Builder& b) { b.each<WriteDown>("write_down", 2); }, {.ticks = 3, .seed = 2}));
}

TEST_CASE("Another draw does not shift the draws before it, of the same agent or of others")
{
    auto const two = words_of([](Builder& b) { b.each<WriteDown>("write_down", 2); });
    auto const three = words_of([](Builder& b) { b.each<WriteDown>("write_down", 3); });
    for (std::size_t agent = 0; agent < two.size() / 2; ++agent) {
        REQUIRE(two[agent * 2] == three[agent * 3]);
        REQUIRE(two[agent * 2 + 1] == three[agent * 3 + 1]);
    }
}

TEST_CASE("The luck of those who live does not depend on who has died, that of a newborn not on its row")
{
    auto const all = words_of([](Builder& b) { b.each<WriteDown>("write_down", 1); }, {.ticks = 1});
    auto const without_4 = words_of(
        [](Builder& b) {
            b.world().population<Firms>().bury(4);
            b.each<WriteDown>("write_down", 1);
        },
        {.ticks = 1});
    auto expected = all;
    expected.erase(expected.begin() + 4);
    CHECK(without_4 == expected);

    auto const born_in = [](std::vector<std::uint32_t> dead) {
        return words_of(
                   [&](Builder& b) {
                       Firms& firms = b.world().population<Firms>();
                       for (std::uint32_t row : dead) firms.bury(row);
                       firms.bear(123'456);
                       b.each<WriteDown>("write_down", 1);
                   },
                   {.ticks = 1})
            .at(dead.empty() ? 9 : dead.front());
    };
    CHECK(born_in({}) == born_in({6}));
}

TEST_CASE("One more birth in one place does not change the keys of those born in another")
{
    struct Found {
        std::uint64_t more;
        Births<Firms> births;
        void operator()(Self<Firms> self) const
        {
            if (self.index() == 0)
                for (std::uint64_t i = 0; i < more; ++i) births.bear(self, 1, {1.0});
            if (self.index() == 5) births.bear(self, 2, {2.0}), births.bear(self, 2, {2.0});
        }
    };
    auto const keys = [](std::uint64_t more) {
        Simulation simulation = simulation_of(
            [&](Builder& b) {
                found_firms(b, 9);
                b.each<Found>("found", more);
            },
            {.ticks = 3});
        run(simulation);
        Firms const& firms = firms_of(simulation);
        std::vector<std::uint64_t> found;
        for (std::uint32_t row = 0; row < firms.size(); ++row)
            if (firms.level[row] == 2.0) found.push_back(firms.key(row));
        return found;
    };
    CHECK(keys(0).size() == 6);
    CHECK(all_differ(keys(0)));
    CHECK(keys(0) == keys(1));
    CHECK(keys(0) == keys(4));
}

TEST_CASE("Luck of initialisation is apart from that of ticks and of other purposes")
{
    Builder b(Clock{}, 1, 5, 0);
    std::vector<std::uint64_t> const words{b.luck("wealth").word(), b.luck("skill").word(), b.luck("wealth", 1).word(),
                                           Stream({5, 0, 0, hash_of("wealth")}, 0).word()};
    CHECK(all_differ(words));
    CHECK(b.luck("wealth").word() == words.front());
}

TEST_CASE("Rounds are repeated to their bound, each with luck of its own")
{
    auto const words = words_of(
        [](Builder& b) { b.rounds("rounds", 4, never, [](Builder& r) { r.each<WriteDown>("write_down", 1); }); });
    CHECK(words.size() == 3 * 4 * 9);
    CHECK(all_differ(words));
    // The first rounds are the same whatever the bound.
    auto const fewer = words_of(
        [](Builder& b) { b.rounds("rounds", 2, never, [](Builder& r) { r.each<WriteDown>("write_down", 1); }); });
    CHECK(std::equal(fewer.begin(), fewer.begin() + 2 * 9, words.begin()));
}

TEST_CASE("Rounds inside rounds have luck of their own too")
{
    auto const words = words_of([](Builder& b) {
        b.rounds("outer", 3, never, [](Builder& outer) {
            outer.rounds("inner", 2, never, [](Builder& inner) { inner.each<WriteDown>("write_down", 1); });
        });
    });
    CHECK(words.size() == 3 * 3 * 2 * 9);
    CHECK(all_differ(words));
}

TEST_CASE("Rounds end when quiet")
{
    struct Climb {
        Own<&Firms::seen> seen;
        void operator()(Self<Firms> self) const { ++seen[self]; }
    };
    auto const rounds_run = [](std::int64_t enough) {
        Simulation simulation = simulation_of([=](Builder& b) {
            found_firms(b, 3);
            b.rounds(
                "climb", 5, [=](World const& world) { return world.population<Firms>().seen[0] >= enough; },
                [](Builder& r) { r.each<Climb>("step"); });
        });
        run(simulation);
        return firms_of(simulation).seen[0];
    };
    CHECK(rounds_run(0) == 1);
    CHECK(rounds_run(3) == 3);
    CHECK(rounds_run(99) == 5);
}
