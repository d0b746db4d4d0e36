// Where an experiment looks: designs of points in the unit cube [0, 1)^d, d factors. Whoever uses them maps coordinate
// j to the values of factor j, a list of k values by floor(k · coordinate).
//
// A design is a function of its sizes and a seed, the same bits on every machine. The luck of a factor (of a trajectory
// in Morris's design) is a stream of its own, so one more of them leaves the others as they were.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace tianji {

struct UnitDesign {
    std::size_t block = 1;                   // points that an estimator needs together: whole blocks or none
    std::vector<std::vector<double>> points; // (n, d), n a multiple of block
};

// Limits that whoever reads a design from the user has to keep.
inline constexpr std::size_t most_points = std::size_t{1} << 20; // of a Latin hypercube; above, strata run together
inline constexpr std::size_t most_sobol_factors = 3667;          // of the table of Joe and Kuo (2008) in Boost
inline constexpr std::size_t most_saltelli_factors = most_sobol_factors / 2;

// n points, one in each of the n strata [k/n, (k+1)/n) of every factor, matched at random (McKay, Beckman and Conover
// 1979). The place within a stratum is random, not its centre: only then is the mean over the points of any function an
// unbiased estimate of its mean over the cube. More points make another design, not a longer one.
// Needs 1 <= points <= most_points and a factor.
UnitDesign latin_hypercube(std::size_t points, std::size_t factors, std::uint64_t seed);

// The first n points of the Sobol sequence (Sobol' 1967, directions of Joe and Kuo 2008); fewer points are the
// beginning of more. Balanced where n is a power of two: then every factor has one point in each of its n strata, as in
// a Latin hypercube; any other n is allowed and less even. With a seed the bits of every coordinate are flipped by a
// random word of its factor (a digital shift, L'Ecuyer and Lemieux 2002): the balance stays and the mean over the
// points becomes unbiased. Without one it is the sequence itself but for its first point, the origin, where every
// factor is at its lowest; that point's place in the balance is then empty (Owen 2022), so prefer a seed. Needs 1 <=
// factors <= most_sobol_factors.
UnitDesign sobol_sequence(std::size_t points, std::size_t factors, std::optional<std::uint64_t> seed);

// For Sobol indices of first and total order (Saltelli et al. 2010): n blocks of d + 2 points. Point i of a shifted
// Sobol sequence in 2d dimensions is cut into its first half A_i and its second half B_i; block i is
//     A_i, AB_i^1, …, AB_i^d, B_i        where AB_i^j is A_i with coordinate j of B_i,
// so row i · (d+2) of `points` is A_i, row i · (d+2) + j (j from 1) is AB_i^j and row i · (d+2) + d + 1 is B_i. n
// should be a power of two. Needs 1 <= factors <= most_saltelli_factors.
UnitDesign saltelli(std::size_t blocks, std::size_t factors, std::uint64_t seed);

// How far a coordinate moves in a step of Morris's design, to rounding: half the cube, whatever the number of levels.
inline constexpr double morris_step = 0.5;

// For elementary effects (Morris 1991): r trajectories, each a block of d + 1 points in a row. In each step one
// coordinate moves by +morris_step or -morris_step, every coordinate once, in random order: the coordinate in which row
// k differs from row k + 1 tells whose effect (y[k+1] - y[k]) / (x[k+1] - x[k]) is. Coordinates lie on p levels, the
// centres (l + 1/2) / p of p equal strata and not the ends of [0, 1], so that a level stands for an equal share of any
// distribution and a list of values; all p are equally likely. Fewer trajectories are the beginning of more.
// `levels` is even and at least 2.
UnitDesign morris_trajectories(std::size_t trajectories, std::size_t factors, std::size_t levels, std::uint64_t seed);

} // namespace tianji
