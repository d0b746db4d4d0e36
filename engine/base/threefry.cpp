#include "engine/base/threefry.hpp"

#include <Random123/threefry.h>

#include <cstddef>

namespace tianji {

namespace {

// One 64-bit word of four blocks: element i belongs to block i.
using Lanes = std::uint64_t __attribute__((vector_size(32)));

// Rotations of the two halves in rounds 0 … 7, then again (Salmon et al. 2011, table of Threefry4x64).
constexpr int rotations[8][2] = {{14, 16}, {52, 57}, {23, 40}, {5, 37}, {25, 33}, {46, 12}, {58, 22}, {32, 32}};
constexpr std::uint64_t parity = 0x1BD11BDAA9FC1A22;
constexpr int rounds = 20;

[[gnu::always_inline]] inline void mix(Lanes& a, Lanes& b, int rotation)
{
    a += b;
    b = (b << rotation) | (b >> (64 - rotation));
    b ^= a;
}

// Everything in registers: the loops are unrolled, the caller says for which processor.
[[gnu::always_inline]] inline void encipher(std::array<std::uint64_t, 4> const& key,
                                            std::array<std::uint64_t, 4> const& counter, FourBlocks& blocks)
{
    std::uint64_t const keys[5] = {key[0], key[1], key[2], key[3], parity ^ key[0] ^ key[1] ^ key[2] ^ key[3]};
    Lanes x0 = Lanes{0, 1, 2, 3} + (counter[0] + keys[0]);
    Lanes x1 = Lanes{} + (counter[1] + keys[1]);
    Lanes x2 = Lanes{} + (counter[2] + keys[2]);
    Lanes x3 = Lanes{} + (counter[3] + keys[3]);
#pragma GCC unroll 20
    for (int round = 0; round < rounds; ++round) {
        if (round % 2 == 0) {
            mix(x0, x1, rotations[round % 8][0]);
            mix(x2, x3, rotations[round % 8][1]);
        } else {
            mix(x0, x3, rotations[round % 8][0]);
            mix(x2, x1, rotations[round % 8][1]);
        }
        if (round % 4 != 3) continue;
        auto const injection = static_cast<unsigned>(round / 4 + 1);
        x0 += keys[injection % 5];
        x1 += keys[(injection + 1) % 5];
        x2 += keys[(injection + 2) % 5];
        x3 += keys[(injection + 3) % 5] + injection;
    }
    for (std::size_t i = 0; i < 4; ++i) blocks[i] = {x0[i], x1[i], x2[i], x3[i]};
}

[[gnu::target("avx512f,avx512vl")]] void four_with_avx512(std::array<std::uint64_t, 4> const& key,
                                                          std::array<std::uint64_t, 4> const& counter,
                                                          FourBlocks& blocks)
{
    encipher(key, counter, blocks);
}

[[gnu::target("avx2")]] void four_with_avx2(std::array<std::uint64_t, 4> const& key,
                                            std::array<std::uint64_t, 4> const& counter, FourBlocks& blocks)
{
    encipher(key, counter, blocks);
}

// Two lanes, as the baseline has, are slower than one block after the other.
void one_by_one(std::array<std::uint64_t, 4> const& key, std::array<std::uint64_t, 4> const& counter,
                FourBlocks& blocks)
{
    std::array<std::uint64_t, 4> next = counter;
    for (RandomBlock& block : blocks) {
        block = threefry(key, next);
        ++next[0];
    }
}

} // namespace

std::vector<Encipher> ways_to_encipher()
{
    __builtin_cpu_init();
    std::vector<Encipher> ways;
    if (__builtin_cpu_supports("avx512vl")) ways.push_back(four_with_avx512);
    if (__builtin_cpu_supports("avx2")) ways.push_back(four_with_avx2);
    ways.push_back(one_by_one);
    return ways;
}

RandomBlock threefry(std::array<std::uint64_t, 4> const& key, std::array<std::uint64_t, 4> const& counter)
{
    threefry4x64_ctr_t const c{{counter[0], counter[1], counter[2], counter[3]}};
    threefry4x64_key_t const k{{key[0], key[1], key[2], key[3]}};
    threefry4x64_ctr_t const block = threefry4x64_R(rounds, c, k);
    return {block[0], block[1], block[2], block[3]};
}

void threefry_four(std::array<std::uint64_t, 4> const& key, std::array<std::uint64_t, 4> const& counter,
                   FourBlocks& blocks)
{
    static Encipher const encipher_four = ways_to_encipher().front();
    encipher_four(key, counter, blocks);
}

} // namespace tianji
