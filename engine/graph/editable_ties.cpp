#include "engine/graph/editable_ties.hpp"

#include "engine/base/contract.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <limits>
#include <tuple>
#include <type_traits>
#include <utility>

namespace tianji {

namespace {

// Room for `size` half-edges and at least one more: 2, 3, 4, 6, 8, 12, 16, 24 …
std::uint32_t capacity_for(std::uint32_t size)
{
    std::uint32_t const power = std::bit_floor(size | 1u);
    if (size < 2) return 2;
    return size < power + power / 2 ? power + power / 2 : 2 * power;
}

// Space behind the blocks into which blocks that outgrew their room are moved. When it is full, about one half-edge in
// eight stands away from its neighbours in vertex order, which is when iteration has begun to suffer: the slab is
// rebuilt then. (benchmarks/graph.cpp times rows after churn.)
std::uint64_t with_headroom(std::uint64_t capacity) { return capacity + capacity / 8 + 16; }

// Calls f(vertex, its part of the halves) for each vertex named in halves, which are sorted by vertex.
template <class F>
void for_each_vertex(EditableTies const& ties, std::span<EditableTies::Half const> halves, F f)
{
    constexpr std::size_t ahead = EditableTies::steps_ahead;
    for (std::size_t first = 0, last = 0; first < halves.size(); first = last) {
        Vertex const vertex = halves[first].from;
        while (last < halves.size() && halves[last].from == vertex) ++last;
        if (first + 2 * ahead < halves.size()) ties.fetch(halves[first + ahead].from, halves[first + 2 * ahead].from);
        f(vertex, halves.subspan(first, last - first));
    }
}

std::size_t lower_bound(Vertex const* targets, std::uint32_t size, Vertex wanted)
{
    constexpr std::uint32_t short_enough_to_walk = 32;
    if (size > short_enough_to_walk)
        return static_cast<std::size_t>(std::lower_bound(targets, targets + size, wanted) - targets);
    std::size_t i = 0;
    while (i < size && targets[i] < wanted) ++i;
    return i;
}

} // namespace

EditableTies::EditableTies(std::size_t vertex_count, std::vector<Tie> table)
    : blocks_(vertex_count), table_(std::move(table))
{
    expects(table_.size() < std::numeric_limits<Slot>::max(), "fewer than 2^32 - 1 ties in an editable graph");
    std::vector<Slot> order;
    order.reserve(table_.size());
    for (Slot slot = 0; slot < table_.size(); ++slot) {
        if (table_[slot].a == no_vertex) {
            free_slots_.push_back(slot);
            continue;
        }
        order.push_back(slot);
        ++blocks_[table_[slot].a].size, ++blocks_[table_[slot].b].size;
    }
    std::reverse(free_slots_.begin(), free_slots_.end());
    auto const canonical = [&](Slot x, Slot y) {
        Tie const &s = table_[x], &t = table_[y];
        return std::tuple(s.a, s.b, s.kind) < std::tuple(t.a, t.b, t.kind);
    };
    if (!std::is_sorted(order.begin(), order.end(), canonical)) std::sort(order.begin(), order.end(), canonical);
    for (Block& block : blocks_) {
        block = {slab_end_, 0, capacity_for(block.size)};
        slab_end_ += block.capacity;
    }
    targets_.resize(with_headroom(slab_end_));
    slots_.resize(targets_.size());
    auto const put = [&](Vertex from, Vertex to, Slot slot) {
        std::uint64_t const half = blocks_[from].begin + blocks_[from].size++;
        targets_[half] = to, slots_[half] = slot;
    };
    for (Slot const slot : order) put(table_[slot].a, table_[slot].b, slot), put(table_[slot].b, table_[slot].a, slot);
}

std::optional<EditableTies::Slot> EditableTies::find(Vertex from, Vertex to, TieKind kind) const
{
    Block const& block = blocks_[from];
    Vertex const* const targets = targets_.data() + block.begin;
    for (std::size_t i = lower_bound(targets, block.size, to); i < block.size && targets[i] == to; ++i) {
        Slot const slot = slots_[block.begin + i];
        if (table_[slot].kind == kind) return slot;
    }
    return std::nullopt;
}

// --- ids ---------------------------------------------------------------------------------------------------------

EditableTies::Slot EditableTies::take_slot(Tie const& tie)
{
    if (!free_slots_.empty()) {
        Slot const slot = free_slots_.back();
        free_slots_.pop_back();
        table_[slot] = tie;
        return slot;
    }
    expects(table_.size() + 1 < std::numeric_limits<Slot>::max(), "fewer than 2^32 - 1 ties in an editable graph");
    if (table_.size() == table_.capacity()) table_.reserve(table_.size() + table_.size() / 4 + 16);
    table_.push_back(tie);
    return static_cast<Slot>(table_.size() - 1);
}

void EditableTies::release_slots(std::span<Slot const> slots)
{
    for (Slot const slot : slots) table_[slot] = Tie{};
    auto const middle = free_slots_.insert(free_slots_.end(), slots.rbegin(), slots.rend());
    std::inplace_merge(free_slots_.begin(), middle, free_slots_.end(), std::greater<>{});
}

// --- half-edges --------------------------------------------------------------------------------------------------

void EditableTies::remove(std::span<Half const> halves)
{
    for_each_vertex(*this, halves, [&](Vertex vertex, std::span<Half const> leaving) {
        Block& block = blocks_[vertex];
        Vertex* const targets = targets_.data() + block.begin;
        Slot* const slots = slots_.data() + block.begin;
        std::size_t kept = lower_bound(targets, block.size, leaving.front().to);
        std::size_t next = 0;
        for (std::size_t i = kept; i < block.size; ++i) {
            if (next < leaving.size() && slots[i] == leaving[next].slot) {
                ++next;
                continue;
            }
            targets[kept] = targets[i], slots[kept] = slots[i];
            ++kept;
        }
        ensures(next == leaving.size(), "both halves of a tie are where they belong");
        block.size = static_cast<std::uint32_t>(kept);
    });
}

void EditableTies::insert(std::span<Half const> halves)
{
    if (slab_end_ + room_needed(halves) > targets_.size()) compact(halves);
    for_each_vertex(*this, halves,
                    [&](Vertex vertex, std::span<Half const> incoming) { merge_into(blocks_[vertex], incoming); });
}

std::uint64_t EditableTies::room_needed(std::span<Half const> incoming) const
{
    std::uint64_t room = 0;
    for_each_vertex(*this, incoming, [&](Vertex vertex, std::span<Half const> part) {
        std::uint32_t const size = blocks_[vertex].size + static_cast<std::uint32_t>(part.size());
        if (size > blocks_[vertex].capacity) room += capacity_for(size);
    });
    return room;
}

void EditableTies::merge_into(Block& block, std::span<Half const> incoming)
{
    std::uint32_t const size = block.size + static_cast<std::uint32_t>(incoming.size());
    if (size > block.capacity) move_to_end(block, size);
    Vertex* const targets = targets_.data() + block.begin;
    Slot* const slots = slots_.data() + block.begin;
    std::size_t old = block.size; // merged from the back, so that nothing is overwritten before it is read
    for (std::size_t next = incoming.size(), to = size; next > 0;) {
        Half const& half = incoming[next - 1];
        bool const old_is_later = old > 0 && (targets[old - 1] > half.to ||
                                              (targets[old - 1] == half.to && table_[slots[old - 1]].kind > half.kind));
        --to;
        if (old_is_later)
            --old, targets[to] = targets[old], slots[to] = slots[old];
        else
            --next, targets[to] = half.to, slots[to] = half.slot;
    }
    block.size = size;
}

void EditableTies::move_to_end(Block& block, std::uint32_t wanted)
{
    Block const moved{slab_end_, block.size, capacity_for(wanted)};
    std::copy_n(targets_.begin() + static_cast<std::ptrdiff_t>(block.begin), block.size,
                targets_.begin() + static_cast<std::ptrdiff_t>(moved.begin));
    std::copy_n(slots_.begin() + static_cast<std::ptrdiff_t>(block.begin), block.size,
                slots_.begin() + static_cast<std::ptrdiff_t>(moved.begin));
    slab_end_ += moved.capacity;
    block = moved;
}

// Writes the blocks anew in vertex order, with room for what is coming in.
void EditableTies::compact(std::span<Half const> incoming)
{
    std::vector<Block> blocks = blocks_;
    for (Half const& half : incoming) ++blocks[half.from].size;
    std::uint64_t end = 0;
    for (std::size_t v = 0; v < blocks.size(); ++v) {
        blocks[v] = {end, blocks_[v].size, capacity_for(blocks[v].size)};
        end += blocks[v].capacity;
    }
    auto const rewrite = [&](auto& slab) { // one array after the other, to need less memory at a time
        std::remove_reference_t<decltype(slab)> fresh(with_headroom(end));
        for (std::size_t v = 0; v < blocks.size(); ++v)
            std::copy_n(slab.data() + blocks_[v].begin, blocks_[v].size, fresh.data() + blocks[v].begin);
        slab = std::move(fresh);
    };
    rewrite(targets_);
    rewrite(slots_);
    blocks_ = std::move(blocks);
    slab_end_ = end;
    ++compactions_;
}

std::size_t EditableTies::bytes() const
{
    return blocks_.capacity() * sizeof(Block) + targets_.capacity() * sizeof(Vertex) +
           slots_.capacity() * sizeof(Slot) + table_.capacity() * sizeof(Tie) + free_slots_.capacity() * sizeof(Slot);
}

} // namespace tianji
