// A town where everything happens at once, in blocks small enough for many threads: columns of fractions, payments,
// claims, ties, mail, births with seed money, deaths with heirs, rounds and a serial process.
#pragma once

#include "tests/engine/simulation/sample.hpp"

#include <chrono>
#include <thread>

namespace tianji::sample {

inline constexpr std::uint32_t block = 64;

// Lets other threads take blocks, which they would hardly do where a block is done at once.
inline void take_a_breath(Self<Firms> self)
{
    if (self.index() % block == 0) std::this_thread::sleep_for(std::chrono::microseconds(10));
}

// Moves towards the mean of the neighbours, with noise.
struct Grow {
    static constexpr std::uint32_t rows_per_block = block;
    Network<Firms> network;
    ReadWrite<&Firms::level> level;
    Own<&Firms::skill> skill;
    void operator()(Self<Firms> self, Stream& luck) const
    {
        take_a_breath(self);
        double sum = level[self];
        for (Row<Firms> other : network.neighbours(self)) sum += level[other];
        double const mean = sum / static_cast<double>(network.neighbours(self).size() + 1);
        level.set(self, 0.9 * mean + 0.1 * exp(0.3 * luck.normal()));
        skill.row(self)[luck.below(3)] += 1;
    }
};

struct Gossip {
    static constexpr std::uint32_t rows_per_block = block;
    Network<Firms> network;
    Post<Note> post;
    Now now;
    void operator()(Self<Firms> self, Stream& luck) const
    {
        take_a_breath(self);
        for (Row<Firms> other : network.neighbours(self))
            if (luck.chance(0.3)) post.send(self, other, {self.index(), static_cast<std::int32_t>(now.tick())});
    }
};

// Depends on the order of the messages.
struct Listen {
    static constexpr std::uint32_t rows_per_block = block;
    Inbox<Note> inbox;
    Own<&Firms::word> word;
    void operator()(Self<Firms> self) const
    {
        take_a_breath(self);
        for (Note const& note : inbox.messages(self)) word[self] = mix(word[self], note.from);
    }
};

// Pays neighbours and the bank, and asks the bank for money back.
struct Trade {
    static constexpr std::uint32_t rows_per_block = block;
    Network<Firms> network;
    Pay<&Firms::cash> cash;
    Balances<&Banks::vault> vault;
    Claims<ClaimRule::pro_rata> claims;
    Everyone<Firms> firms;
    void operator()(Self<Firms> self, Stream& luck) const
    {
        take_a_breath(self);
        auto const partners = network.neighbours(self);
        if (!partners.empty())
            cash.pay(
                self, partners[luck.below(partners.size())],
                Money{static_cast<std::int64_t>(luck.below(static_cast<std::uint64_t>(cash.balance(self).minor) + 1))});
        cash.pay(self, vault.account({0}), Money{cash.balance(self).minor / 10}, 1);
        claims.claim(self, vault.account({0}), cash.account(self), Money{static_cast<std::int64_t>(luck.below(50))},
                     firms.key(self), 0);
    }
};

struct Mingle {
    static constexpr std::uint32_t rows_per_block = block;
    Network<Firms> network;
    Ties<Firms> ties;
    void operator()(Self<Firms> self, Stream& luck) const
    {
        take_a_breath(self);
        auto const near = network.neighbours(self);
        if (near.empty()) return;
        Row<Firms> const friendly = near[luck.below(near.size())];
        auto const far = network.neighbours(friendly);
        Row<Firms> const other = far[luck.below(far.size())];
        if (other != self.row() && luck.chance(0.3)) ties.add(self, other, 0, static_cast<float>(luck.uniform()), 1);
        if (near.size() > 6) ties.end(self, friendly, 0, 2);
    }
};

struct Found {
    static constexpr std::uint32_t rows_per_block = block;
    Births<Firms> births;
    Pay<&Firms::cash> cash;
    void operator()(Self<Firms> self, Stream& luck) const
    {
        take_a_breath(self);
        if (luck.chance(0.03))
            births.bear(self, luck.below(4), {luck.uniform()}, cash, Money{cash.balance(self).minor / 2}, 1);
    }
};

// Some heirs die too.
struct Exit {
    static constexpr std::uint32_t rows_per_block = block;
    Deaths<Firms> deaths;
    Balances<&Firms::cash> cash;
    Balances<&Banks::vault> vault;
    Network<Firms> network;
    void operator()(Self<Firms> self, Stream& luck) const
    {
        take_a_breath(self);
        if (!luck.chance(0.03)) return;
        auto const near = network.neighbours(self);
        bool const has_older = !near.empty() && near[0] < self.row();
        deaths.die(self, has_older ? cash.account(near[0]) : vault.account({0}), 3);
    }
};

// In the order of rows, each seeing what the one before wrote.
struct Rank {
    ReadWrite<&Firms::seen> seen;
    Read<&Firms::level> level;
    Everyone<Firms> firms;
    void operator()(Once once) const
    {
        std::int64_t higher = 0;
        for (Row<Firms> row : firms) {
            higher += level[row] > once.luck(firms.key(row)).uniform();
            seen.set(once.as(row), higher);
        }
    }
};

inline void build_town(Builder& b, std::uint32_t n = 3000)
{
    found_firms(b, n, 1000);
    b.population<Banks>(1);
    b.each<Listen>("listen");
    b.each<Grow>("grow");
    b.each<Gossip>("gossip");
    b.rounds(
        "market", 2, [](World const&) { return false; }, [](Builder& r) { r.each<Trade>("trade"); });
    b.each<Mingle>("mingle");
    b.each<Found>("found");
    b.once<Rank>("rank");
    b.each<Exit>("exit");
}

} // namespace tianji::sample
