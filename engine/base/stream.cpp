#include "engine/base/stream.hpp"

#include <Random123/threefry.h>

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

double gumbel_bound(double u)
{
    // −log(−log u) <= −log(1 − u), and 1 − u >= 2^exponent.
    constexpr double log_of_2 = 0.693147180559945310; // rounded up
    std::int64_t const exponent = static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(1.0 - u) >> 52) - 1023;
    return -log_of_2 * static_cast<double>(exponent);
}

RandomBlock random_block(StreamKey const& key, RandomBlock const& counter)
{
    threefry4x64_ctr_t const c{{counter[0], counter[1], counter[2], counter[3]}};
    threefry4x64_key_t const k{{key.seed, key.replicate, key.tick, key.process}};
    threefry4x64_ctr_t const block = threefry4x64_R(20, c, k);
    return {block[0], block[1], block[2], block[3]};
}

std::uint64_t Stream::generate(std::uint32_t draw)
{
    constexpr std::uint64_t no_partner = ~std::uint64_t{0};
    RandomBlock const words = random_block(key_, {agent_ / 4, no_partner, draw, 0});
    if (draw < kept) {
        kept_group_[draw] = agent_ / 4;
        kept_words_[draw] = words;
    }
    return words[agent_ % 4];
}

} // namespace tianji
