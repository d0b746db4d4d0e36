#include "engine/base/stream.hpp"

#include <bit>

namespace tianji {

namespace {

constexpr std::uint64_t finalise(std::uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
    return x ^ (x >> 31);
}

} // namespace

std::uint64_t mix(std::uint64_t a, std::uint64_t b)
{
    return finalise(finalise(a + 0x9E3779B97F4A7C15ull) + b + 0x9E3779B97F4A7C15ull);
}

std::uint64_t mix(std::uint64_t a, std::uint64_t b, std::uint64_t c) { return mix(mix(a, b), c); }

std::uint64_t hash_of(std::string_view name)
{
    std::uint64_t hash = 0xCBF29CE484222325ull;
    for (char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
    return finalise(hash);
}

namespace {

// Beyond the last step of the table: −log(−log u) <= −log(1 − u), and 1 − u >= 2^exponent.
double gumbel_bound_near_one(double u)
{
    constexpr double log_of_2 = 0.693147180559945310; // rounded up
    std::int64_t const exponent = static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(1.0 - u) >> 52) - 1023;
    return -log_of_2 * static_cast<double>(exponent);
}

constexpr std::size_t gumbel_steps = 1024;

// The variate at the upper end of each step, and a little more for rounding: it rises with u.
std::array<double, gumbel_steps - 1> upper_ends()
{
    std::array<double, gumbel_steps - 1> table{};
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = gumbel_of(static_cast<double>(i + 1) / static_cast<double>(gumbel_steps)) + 1e-12;
    return table;
}

} // namespace

double gumbel_bound(double u)
{
    static std::array<double, gumbel_steps - 1> const table = upper_ends();
    auto const step = static_cast<std::size_t>(u * static_cast<double>(gumbel_steps));
    return step < table.size() ? table[step] : gumbel_bound_near_one(u);
}

RandomBlock random_block(StreamKey const& key, RandomBlock const& counter)
{
    return threefry({key.seed, key.replicate, key.tick, key.process}, counter);
}

std::uint64_t Stream::generate(std::uint32_t draw)
{
    constexpr std::uint64_t no_partner = ~std::uint64_t{0};
    std::uint64_t const group = agent_ / 4;
    RandomBlock const counter{group, no_partner, draw, 0};
    if (draw >= most_kept) return random_block(key_, counter)[agent_ % 4];

    Kept& blocks = kept_[draw];
    bool const in_a_row = draw < begun_ && group == blocks.first + blocks.count;
    if (draw == begun_) ++begun_; // an agent's draws come one after the other, so none is left out
    blocks.first = group;
    if (in_a_row) {
        blocks.count = 4;
        threefry_four({key_.seed, key_.replicate, key_.tick, key_.process}, counter, blocks.words);
    } else {
        blocks.count = 1;
        blocks.words[0] = random_block(key_, counter);
    }
    return blocks.words[0][agent_ % 4];
}

} // namespace tianji
