// A market with two sides, each with a list of preferences over the other, and its stable matchings.
#pragma once

#include "engine/base/stream.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tianji::classics {

// A random order of 0 … n-1, all orders alike.
void draw_order(std::span<std::uint32_t> order, Stream& luck);

// Lists of preferences of both sides, one row of n per member. `wish` of a proposer: receivers, the best first; `rank`
// of a receiver: the place of each proposer in its list, 0 the best.
struct Preferences {
    std::uint32_t n;
    std::span<std::uint32_t const> wish, rank; // (n × n)
};

// `partner`: the receiver of each proposer. Stable: no two would both rather have each other (Gale and Shapley 1962).
bool is_stable(Preferences const& preferences, std::span<std::uint32_t const> partner);

// Goes through all n! matchings.
std::uint64_t count_stable_matchings(Preferences const& preferences);

} // namespace tianji::classics
