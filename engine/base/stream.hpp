// Stateless random numbers: a draw belongs to (seed, replicate, tick, process, agent or pair, draw), never to a thread.
//
// Threefry4x64-20 (Salmon et al. 2011), key = (seed, replicate, tick, process), counter = (agent, partner, draw,
// block). Draw d of agent k is word k mod 4 of the block counted by (k div 4, none, d, 0): agents with consecutive keys
// share a block, so that one block serves four of them. Draw d of a pair (a, b) is word d mod 4 of the block counted by
// (smaller, larger, d div 4, 1). This layout is part of the science: changing it changes every result.
#pragma once

#include "engine/base/elementary.hpp"
#include "engine/base/threefry.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace tianji {

// Whose luck it is, apart from the agent.
struct StreamKey {
    std::uint64_t seed = 0;
    std::uint64_t replicate = 0;
    std::uint64_t tick = 0;
    std::uint64_t process = 0; // hash_of(name) mixed with the round

    friend bool operator==(StreamKey const&, StreamKey const&) = default;
};

// The value of `tick` while a world is being initialised.
inline constexpr std::uint64_t initial_tick = ~std::uint64_t{0};

// A 64-bit hash of a name, the same everywhere (FNV-1a, finished with a mixer).
std::uint64_t hash_of(std::string_view name);
// Mixes numbers into one 64-bit key (SplitMix64 finaliser over a running sum); order matters.
std::uint64_t mix(std::uint64_t a, std::uint64_t b);
std::uint64_t mix(std::uint64_t a, std::uint64_t b, std::uint64_t c);

// One block of the generator.
RandomBlock random_block(StreamKey const& key, RandomBlock const& counter);

// The standard Gumbel variate that a uniform u in (0, 1) stands for, and a bound from above that costs no logarithm:
// where it already loses against the best candidate so far, the variate need not be known.
inline double gumbel_of(double u) { return -log(-log(u)); }
double gumbel_bound(double u);

// Distributions over a source of 64-bit words; Source has std::uint64_t word().
template <class Source>
class Distributions {
public:
    // Uniform on [0, 1) in steps of 2^-53.
    double uniform() { return static_cast<double>(word() >> 11) * 0x1.0p-53; }
    // Uniform on (0, 1): the midpoints of 2^52 steps, which a double holds exactly; safe for logarithms.
    double open_uniform() { return (static_cast<double>(word() >> 12) + 0.5) * 0x1.0p-52; }
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    // True with the given probability; always consumes one draw.
    bool chance(double probability) { return uniform() < probability; }
    // Uniform on {0, …, n-1}, n > 0; bias below n / 2^64.
    std::uint64_t below(std::uint64_t n)
    {
        __extension__ using Wide = unsigned __int128;
        return static_cast<std::uint64_t>((static_cast<Wide>(word()) * n) >> 64);
    }
    double normal() { return normal_quantile(open_uniform()); }
    double exponential() { return -log(open_uniform()); }
    // Standard Gumbel: the candidate with the largest u + gumbel() is a logit choice over u.
    double gumbel() { return gumbel_of(open_uniform()); }
    // Poisson by inversion for 0 <= mean <= 500; consumes one draw.
    std::uint32_t poisson(double mean);

private:
    std::uint64_t word() { return static_cast<Source*>(this)->word(); }
};

// The luck of two agents together, whoever asks first.
class PairStream : public Distributions<PairStream> {
public:
    PairStream(StreamKey const& key, std::uint64_t a, std::uint64_t b)
        : key_(key), smaller_(a < b ? a : b), larger_(a < b ? b : a)
    {
    }

    std::uint64_t word()
    {
        if (draw_ % 4 == 0) words_ = random_block(key_, {smaller_, larger_, draw_ / 4, 1});
        return words_[draw_++ % 4];
    }

private:
    StreamKey key_;
    std::uint64_t smaller_, larger_;
    std::uint64_t draw_ = 0;
    RandomBlock words_{};
};

// The luck of one agent in one process. Keeps the last blocks of its first draws: four agents with consecutive keys
// need one block, and a caller that needs one block after the other gets them generated four at a time. What it returns
// does not depend on what was kept.
class Stream : public Distributions<Stream> {
public:
    explicit Stream(StreamKey const& key) : key_(key) {}
    Stream(StreamKey const& key, std::uint64_t agent) : Stream(key) { begin(agent); }

    // Starts the draws of an agent.
    void begin(std::uint64_t agent)
    {
        agent_ = agent;
        draw_ = 0;
    }

    std::uint64_t word()
    {
        std::uint32_t const draw = draw_++;
        if (draw < begun_) [[likely]] {
            std::uint64_t const ahead = agent_ / 4 - kept_[draw].first;
            if (ahead < kept_[draw].count) [[likely]]
                return kept_[draw].words[ahead][agent_ % 4];
        }
        return generate(draw);
    }

    // The luck of this agent together with another.
    PairStream with(std::uint64_t other) const { return PairStream(key_, agent_, other); }
    StreamKey const& key() const { return key_; }

private:
    std::uint64_t generate(std::uint32_t draw);

    // Blocks of the groups first … first + count - 1, four agents each.
    struct Kept {
        std::uint64_t first, count;
        FourBlocks words;
    };
    static constexpr std::uint32_t most_kept = 32; // 4.6 kB stay in the fastest cache
    StreamKey key_;
    std::uint64_t agent_ = 0;
    std::uint32_t draw_ = 0;
    std::uint32_t begun_ = 0;          // draws whose blocks are kept: the first ones, and only these are initialised
    std::array<Kept, most_kept> kept_; // NOLINT(cppcoreguidelines-pro-type-member-init): costs more than a draw
};

template <class Source>
std::uint32_t Distributions<Source>::poisson(double mean)
{
    double const u = uniform();
    double probability = exp(-mean), below = probability;
    std::uint32_t n = 0;
    while (u >= below && n < 2000) {
        ++n;
        probability *= mean / n;
        below += probability;
    }
    return n;
}

} // namespace tianji
