// Storage of a graph that processes write: one block of half-edges per vertex with some room to grow, in one slab, and
// a table of ties whose ids stay while they live.
#pragma once

#include "engine/graph/tie.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tianji {

class EditableTies {
public:
    using Slot = std::uint32_t; // position in the table; a tie's id in 4 bytes

    // A half-edge to be put in or taken out.
    struct Half {
        Vertex from;
        Vertex to;
        Slot slot;
        TieKind kind;

        std::uint64_t place() const { return std::uint64_t{from} << 32 | to; }
    };

    // Where a vertex's half-edges stand, sorted by (neighbour, kind).
    struct Block {
        std::uint64_t begin = 0;
        std::uint32_t size = 0;
        std::uint32_t capacity = 0;
    };

    EditableTies() = default;
    // A row of the table whose a is no_vertex is free. All others: a < b, no (a, b, kind) twice.
    EditableTies(std::size_t vertex_count, std::vector<Tie> table);

    std::size_t vertex_count() const { return blocks_.size(); }
    void add_vertices(std::size_t count) { blocks_.resize(blocks_.size() + count); }

    Block const& block(Vertex v) const { return blocks_[v]; }
    Vertex target(std::uint64_t half) const { return targets_[half]; }
    Slot slot(std::uint64_t half) const { return slots_[half]; }
    Vertex const* targets() const { return targets_.data(); }
    Tie const& tie(Slot slot) const { return table_[slot]; }
    Tie& tie(Slot slot) { return table_[slot]; }
    std::span<Tie const> table() const { return table_; }

    // Prefetches memory for a caller that knows the order of its vertices: `soon` is a few steps ahead, `later` twice
    // as many. Most of the time of an edit is waiting for memory.
    void fetch(Vertex soon, Vertex later) const
    {
        __builtin_prefetch(&blocks_[later]);
        __builtin_prefetch(targets_.data() + blocks_[soon].begin);
        __builtin_prefetch(slots_.data() + blocks_[soon].begin);
    }
    static constexpr std::size_t steps_ahead = 8;

    std::optional<Slot> find(Vertex from, Vertex to, TieKind kind) const;

    // The smallest free slot: which id a new tie gets depends on nothing but which ids are in use.
    Slot take_slot(Tie const& tie);
    // Frees slots, in ascending order, for later take_slot calls.
    void release_slots(std::span<Slot const> slots);

    // Both want half-edges sorted by (from, to, kind). The slots' rows of the table must still (or already) be there.
    void insert(std::span<Half const> halves);
    void remove(std::span<Half const> halves);

    std::size_t bytes() const;
    std::size_t compactions() const { return compactions_; }

private:
    std::uint64_t room_needed(std::span<Half const> incoming) const;
    void move_to_end(Block& block, std::uint32_t wanted);
    void merge_into(Block& block, std::span<Half const> incoming);
    void compact(std::span<Half const> incoming);

    std::vector<Block> blocks_;    // (vertices)
    std::vector<Vertex> targets_;  // the slab
    std::vector<Slot> slots_;      // the slab
    std::uint64_t slab_end_ = 0;   // blocks are moved behind it
    std::vector<Tie> table_;       // (ids)
    std::vector<Slot> free_slots_; // descending
    std::size_t compactions_ = 0;
};

} // namespace tianji
