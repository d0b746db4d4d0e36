// Storage of a graph that no process writes: compressed sparse rows.
#pragma once

#include "engine/graph/tie.hpp"

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace tianji {

// Where each vertex's half-edges begin; 4 bytes each where their number fits, 8 otherwise.
class Offsets {
public:
    Offsets() = default;
    // `widest_narrow` is the largest number kept in 4 bytes.
    explicit Offsets(std::vector<std::uint32_t> degrees,
                     std::uint64_t widest_narrow = std::numeric_limits<std::uint32_t>::max());

    std::uint64_t operator[](std::size_t vertex) const { return wide_.empty() ? narrow_[vertex] : wide_[vertex]; }
    std::size_t vertex_count() const { return (wide_.empty() ? narrow_.size() : wide_.size()) - 1; }
    std::uint64_t half_count() const { return (*this)[vertex_count()]; }
    std::size_t bytes() const { return narrow_.size() * sizeof(std::uint32_t) + wide_.size() * sizeof(std::uint64_t); }
    bool is_wide() const { return !wide_.empty(); }
    void add_vertices(std::size_t count);

    // For filling: take() gives the next free place of a vertex; after the last, rewind().
    std::uint64_t take(std::size_t vertex) { return wide_.empty() ? narrow_[vertex]++ : wide_[vertex]++; }
    void rewind();

private:
    std::vector<std::uint32_t> narrow_{0};
    std::vector<std::uint64_t> wide_;
};

// Half-edges of a vertex are sorted by (neighbour, kind). An attribute that all ties leave at its default is not
// stored.
struct FrozenTies {
    Offsets offsets;
    std::vector<Vertex> targets;      // (half-edges)
    std::vector<TieKind> kinds;       // (half-edges) or empty
    std::vector<float> weights;       // (half-edges) or empty
    std::vector<std::int32_t> sinces; // (half-edges) or empty

    FrozenTies() = default;
    // `ties` are in canonical order: a < b, sorted by (a, b, kind), none twice.
    FrozenTies(std::size_t vertex_count, std::span<Tie const> ties);

    TieKind kind(std::uint64_t half) const { return kinds.empty() ? TieKind{0} : kinds[half]; }
    float weight(std::uint64_t half) const { return weights.empty() ? 1.0f : weights[half]; }
    std::int32_t since(std::uint64_t half) const { return sinces.empty() ? 0 : sinces[half]; }
    std::size_t bytes() const;
};

} // namespace tianji
