// Births ▸ money ▸ ties ▸ mail ▸ deaths.
#include "tests/engine/simulation/sample.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <tuple>

using namespace tianji;
using namespace tianji::sample;

namespace {

using Minor = std::vector<std::int64_t>;

struct KeepEvents : Observer {
    std::vector<Event> events;
    void observe(World const& world) override
    {
        events.insert(events.end(), world.events.rows.begin(), world.events.rows.end());
    }
};

// Firm 0 founds a firm, is claimed upon by 1 and ties itself to 2. Firm 1 pays firm 2, firm 3 writes to it. Firm 2
// dies. Views are declared in the reverse of the order in which they count.
struct DoEverything {
    Deaths<Firms> deaths;
    Post<Note> post;
    Ties<Firms> ties;
    Claims<ClaimRule::refuse> claims;
    Pay<&Firms::cash> cash;
    Births<Firms> births;
    void operator()(Self<Firms> self) const
    {
        switch (self.index()) {
        case 0:
            births.bear(self, 7, {2.5}, cash, Money{30}, 1);
            ties.add(self, Row<Firms>{2}, 0, 1.0F, 5);
            break;
        case 1:
            cash.pay(self, Row<Firms>{2}, Money{20});
            claims.claim(self, cash.account({0}), cash.account(self), Money{70}, 0, 0);
            break;
        case 2:
            deaths.die(self, cash.account({3}), 9);
            break;
        default:
            post.send(self, Row<Firms>{2}, {3, 1});
        }
    }
};

// Firms of even rows found one each, in many small blocks, and tie themselves to it.
struct FoundAndTie {
    Births<Firms> births;
    Ties<Firms> ties;
    static constexpr std::uint32_t rows_per_block = 3;
    void operator()(Self<Firms> self) const
    {
        if (self.index() % 2 == 0)
            ties.add(self, births.bear(self, self.index(), {static_cast<double>(self.index())}), 0, 1.0F, 6);
    }
};

struct ReadNotes {
    Inbox<Note> inbox;
    void operator()(Self<Firms>) const {}
};

// Dies where an heir is given.
struct Die {
    std::map<std::uint32_t, std::uint32_t> heirs;
    Deaths<Firms> deaths;
    Balances<&Firms::cash> cash;
    void operator()(Self<Firms> self) const
    {
        if (heirs.contains(self.index())) deaths.die(self, cash.account({heirs.at(self.index())}), 1);
    }
};

// The balances after some firms of six, with 1, 10, 100, … each, have died.
Minor estates(std::map<std::uint32_t, std::uint32_t> heirs)
{
    Simulation simulation = simulation_of(
        [&](Builder& b) {
            found_firms(b, 6);
            std::int64_t wealth = 1;
            for (std::uint32_t row = 0; row < 6; ++row, wealth *= 10)
                b.world().ledger.endow(b.world().account(&Firms::cash, Row<Firms>{row}), Money{wealth});
            b.each<Die>("die", heirs);
        },
        {.audit = Audit::yes});
    run(simulation);
    return firms_of(simulation).cash.balance;
}

} // namespace

TEST_CASE("Effects are applied in the order births, money, ties, mail, deaths")
{
    Audit const audit = GENERATE(Audit::no, Audit::yes);
    Simulation simulation = simulation_of(
        [](Builder& b) {
            found_firms(b, 4, 100);
            b.each<DoEverything>("everything");
            b.each<ReadNotes>("read");
        },
        {.audit = audit});
    KeepEvents observer;
    simulation.run(observer);

    Firms const& firms = firms_of(simulation);
    CHECK(firms.size() == 5); // the dead made room only afterwards
    CHECK_FALSE(firms.is_alive(2));
    CHECK(firms.level[4] == 2.5);
    // 0: 100 - 30 - 70; 1: 100 - 20 + 70; 3: 100 and all of 2 with what 1 paid; 4: seed money.
    CHECK(firms.cash.balance == Minor{0, 150, 0, 220, 30});
    CHECK(simulation.world().ledger.paid_ever(0) == Money{90});
    CHECK(simulation.world().ledger.paid_ever(1) == Money{30});
    CHECK(simulation.world().graph.tie_count() == 2); // 0-1 and 0-3
    CHECK(simulation.world().graph.vertex_count() == 5);

    using Fact = std::tuple<EventWord, int, int, int, double>; // word, subject, object, reason, value
    std::vector<Fact> facts;
    for (Event const& e : observer.events)
        facts.emplace_back(static_cast<EventWord>(e.kind), e.subject, e.object, e.reason, e.value);
    using enum EventWord;
    CHECK(facts == std::vector<Fact>{{birth, 4, -1, 0, 0.0},
                                     {tie_formed, 0, 2, 5, 1.0},
                                     {tie_ended, 0, 2, 9, 1.0},
                                     {tie_ended, 1, 2, 9, 1.0},
                                     {tie_ended, 2, 3, 9, 1.0},
                                     {EventWord::death, 2, -1, 9, 1.0}}); // one message was lost
}

TEST_CASE("A ticket becomes the newborn's row before ties are formed")
{
    Simulation simulation = simulation_of([](Builder& b) {
        found_firms(b, 8);
        b.each<FoundAndTie>("found");
    });
    run(simulation);
    Firms const& firms = firms_of(simulation);
    REQUIRE(firms.size() == 12);
    for (std::uint32_t child = 8; child < 12; ++child) {
        auto const parent = static_cast<std::uint32_t>(firms.level[child]);
        CHECK(simulation.world().graph.has_tie(parent, child));
    }
}

TEST_CASE("An estate passes through heirs who die in the same process, whoever is first")
{
    CHECK(estates({{0, 1}}) == Minor{0, 11, 100, 1000, 10'000, 100'000});
    CHECK(estates({{0, 1}, {1, 5}}) == Minor{0, 0, 100, 1000, 10'000, 100'011});
    CHECK(estates({{4, 3}, {3, 2}, {2, 0}}) == Minor{11'101, 10, 0, 0, 0, 100'000});
    CHECK_THROWS_AS(estates({{0, 1}, {1, 0}}), BrokenContract);
    CHECK_THROWS_AS(estates({{2, 2}}), BrokenContract);
}

TEST_CASE("The next birth takes the room of the dead")
{
    struct Found {
        Births<Firms> births;
        void operator()(Self<Firms> self) const
        {
            if (self.index() == 0) births.bear(self, 7, {4.0});
        }
    };
    Simulation simulation = simulation_of([](Builder& b) {
        found_firms(b, 6);
        b.each<Die>("die", std::map<std::uint32_t, std::uint32_t>{{4, 0}, {2, 0}});
        b.each<Found>("found");
    });
    AgentId<Firms> const old = id_of(firms_of(simulation), Row<Firms>{2});
    run(simulation);
    Firms const& firms = firms_of(simulation);
    CHECK(firms.size() == 6);
    CHECK(firms.is_alive(2));
    CHECK_FALSE(firms.is_alive(4));
    CHECK(firms.level[2] == 4.0);
    CHECK_FALSE(is_current(firms, old));
    CHECK(simulation.world().graph.degree(2) == 0);
}

TEST_CASE("The dead are neither paid nor tied")
{
    struct PayTo {
        std::uint32_t to;
        Pay<&Firms::cash> cash;
        void operator()(Self<Firms> self) const { cash.pay(self, cash.account({to}), Money{1}); }
    };
    struct PayNeighbour {
        std::uint32_t to;
        Pay<&Firms::cash> cash;
        void operator()(Self<Firms> self) const { cash.pay(self, Row<Firms>{to}, Money{1}); }
    };
    struct TieTo {
        std::uint32_t to;
        Ties<Firms> ties;
        void operator()(Self<Firms> self) const
        {
            if (self.index() != to) ties.add(self, Row<Firms>{to}, 0, 1.0F);
        }
    };
    auto const running = [](auto const& declare) {
        Simulation simulation = simulation_of([&](Builder& b) {
            found_firms(b, 6);
            b.world().ledger.endow(b.world().account(&Firms::cash, Row<Firms>{0}), Money{5});
            for (std::uint32_t row : {1u, 3u, 4u, 5u})
                b.world().ledger.endow(b.world().account(&Firms::cash, Row<Firms>{row}), Money{5});
            b.each<Die>("die", std::map<std::uint32_t, std::uint32_t>{{2, 0}});
            declare(b);
        });
        run(simulation);
    };
    CHECK_THROWS_AS(running([](Builder& b) { b.each<PayTo>("pay", 2u); }), BrokenContract);
    CHECK_THROWS_AS(running([](Builder& b) { b.each<PayNeighbour>("pay", 2u); }), BrokenContract);
    CHECK_THROWS_AS(running([](Builder& b) { b.each<TieTo>("tie", 2u); }), BrokenContract);
    CHECK_NOTHROW(running([](Builder& b) { b.each<PayTo>("pay", 1u); }));
    CHECK_NOTHROW(running([](Builder& b) { b.each<TieTo>("tie", 1u); }));
}
