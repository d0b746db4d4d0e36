// NK landscapes (Kauffman and Levin 1987): N loci of one bit, each of which contributes to fitness what it and K others
// are worth together, a number drawn from U[0, 1). Fitness is the mean of the contributions; the larger K, the more
// rugged.
//
// Contributions are kept as whole numbers of 2^-32, so that their sum is exact in any order: two ways of finding the
// same solution find the same fitness.
#pragma once

#include "engine/simulation/builder.hpp"

#include <cstdint>
#include <span>

namespace tianji::classics {

struct LandscapeRule {
    std::int64_t landscapes = 1;
    std::int64_t loci = 20;        // N
    std::int64_t interactions = 5; // K

    void declare(Parameters& p);
    void validate(Parameters& p) const;
};

using Solution = std::uint32_t; // one bit per locus

// One landscape as it lies in the columns.
struct Landscape {
    std::span<std::uint8_t const> inputs;         // (N, K + 1) loci that matter to a locus, itself too, ascending
    std::span<std::uint32_t const> contributions; // (N, 2^(K+1)) [2^-32]; bit j of the index is that of input j
    std::uint32_t loci;

    std::uint32_t inputs_per_locus() const { return static_cast<std::uint32_t>(inputs.size() / loci); }
    // The sum of the contributions [2^-32].
    std::uint64_t fitness(Solution solution) const;
    // The largest fitness of all 2^N solutions: exact, by branch and bound.
    std::uint64_t summit() const;
};

struct Landscapes : Population {
    explicit Landscapes(LandscapeRule const& rule);

    Column<std::uint8_t> inputs{*this, "inputs", "1", "loci that matter to each locus, itself too", 0};
    Column<std::uint32_t> contributions{*this, "contributions", "2^-32", "by locus and bits of its inputs", 0};
    Column<std::uint64_t> summit{*this, "summit", "2^-32", "largest sum of contributions of all solutions", 0};
};

// Draws the landscapes in tick 0; nothing afterwards.
struct DrawLandscape {
    LandscapeRule rule;
    Now now;
    Own<&Landscapes::inputs> inputs;
    Own<&Landscapes::contributions> contributions;
    Own<&Landscapes::summit> summit;

    static constexpr std::uint32_t rows_per_block = 1;

    void operator()(Self<Landscapes> self, Stream& luck) const;
};

} // namespace tianji::classics
