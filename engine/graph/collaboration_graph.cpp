#include "engine/graph/collaboration_graph.hpp"

#include "engine/base/contract.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <tuple>
#include <utility>

namespace tianji {

namespace {

auto canonical_key(Tie const& tie) { return std::tuple(tie.a, tie.b, tie.kind); }

// Sorted by (a, b, kind), a < b, repeated ties made one. The sort is total, so the sums do not depend on the order
// given.
std::vector<Tie> in_canonical_order(std::size_t vertex_count, std::span<Tie const> given)
{
    expects(vertex_count < no_vertex, "fewer than 2^32 - 1 vertices");
    std::vector<Tie> ties(given.begin(), given.end());
    for (Tie& tie : ties) {
        expects(tie.a < vertex_count && tie.b < vertex_count, "ties between vertices that exist");
        expects(tie.a != tie.b, "nobody is tied to itself");
        expects(std::isfinite(tie.weight), "finite weights");
        if (tie.a > tie.b) std::swap(tie.a, tie.b);
    }
    auto const total = [](Tie const& tie) { return std::tuple(tie.a, tie.b, tie.kind, tie.since, tie.weight); };
    auto const before = [&](Tie const& x, Tie const& y) { return total(x) < total(y); };
    if (!std::is_sorted(ties.begin(), ties.end(), before)) std::sort(ties.begin(), ties.end(), before);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < ties.size(); ++i) {
        if (kept > 0 && canonical_key(ties[kept - 1]) == canonical_key(ties[i]))
            ties[kept - 1].weight += ties[i].weight;
        else
            ties[kept++] = ties[i];
    }
    ties.resize(kept);
    return ties;
}

} // namespace

CollaborationGraph::CollaborationGraph(Form form, std::size_t vertex_count, std::span<Tie const> given) : form_(form)
{
    std::vector<Tie> ties = in_canonical_order(vertex_count, given);
    tie_count_ = ties.size();
    if (is_frozen())
        frozen_ = FrozenTies(vertex_count, ties);
    else
        editable_ = EditableTies(vertex_count, std::move(ties));
}

CollaborationGraph::CollaborationGraph(Offsets offsets, std::vector<Vertex> targets)
{
    expects(offsets.half_count() == targets.size() && targets.size() % 2 == 0, "one target per half-edge");
    tie_count_ = targets.size() / 2;
    frozen_.offsets = std::move(offsets);
    frozen_.targets = std::move(targets);
}

CollaborationGraph CollaborationGraph::restore(std::size_t vertex_count, std::vector<Tie> table)
{
    CollaborationGraph graph;
    graph.form_ = Form::editable;
    for (Tie const& tie : table) {
        if (tie.a == no_vertex) continue;
        expects(tie.a < tie.b && tie.b < vertex_count && std::isfinite(tie.weight), "a table that a graph gave");
        ++graph.tie_count_;
    }
    graph.editable_ = EditableTies(vertex_count, std::move(table));
    graph.check_invariants();
    return graph;
}

CollaborationGraph CollaborationGraph::freeze() const
{
    return is_frozen() ? *this : CollaborationGraph(Form::frozen, vertex_count(), all_ties());
}

CollaborationGraph CollaborationGraph::to_editable() const { return {Form::editable, vertex_count(), all_ties()}; }

void CollaborationGraph::add_vertices(std::size_t count)
{
    expects(count < no_vertex - vertex_count(), "fewer than 2^32 - 1 vertices");
    is_frozen() ? frozen_.offsets.add_vertices(count) : editable_.add_vertices(count);
}

// --- questions ---------------------------------------------------------------------------------------------------

TieRange CollaborationGraph::ties_between(Vertex a, Vertex b) const
{
    auto const [first, last] = std::equal_range(targets() + begin_of(a), targets() + end_of(a), b);
    return {this, a, static_cast<std::uint64_t>(first - targets()), static_cast<std::uint64_t>(last - targets())};
}

bool CollaborationGraph::has_tie(Vertex a, Vertex b) const
{
    if (degree(a) > degree(b)) std::swap(a, b);
    return std::binary_search(targets() + begin_of(a), targets() + end_of(a), b);
}

std::optional<TieView> CollaborationGraph::find_tie(Vertex a, Vertex b, TieKind kind) const
{
    for (TieView const tie : ties_between(a, b))
        if (tie.kind == kind) return tie;
    return std::nullopt;
}

// The id of a frozen tie is the position of its half-edge at the smaller end: it costs no memory.
TieId CollaborationGraph::id_at(Vertex from, std::uint64_t half) const
{
    if (!is_frozen()) return editable_.slot(half);
    Vertex const to = frozen_.targets[half];
    if (from < to) return half;
    return find_tie(to, from, frozen_.kind(half))->half;
}

Tie CollaborationGraph::tie(TieId id) const
{
    if (!is_frozen()) return editable_.tie(static_cast<EditableTies::Slot>(id));
    std::size_t low = 0, high = vertex_count(); // the last vertex whose row begins at or before id
    while (high - low > 1) {
        std::size_t const middle = low + (high - low) / 2;
        (frozen_.offsets[middle] <= id ? low : high) = middle;
    }
    return {static_cast<Vertex>(low), frozen_.targets[id], frozen_.weight(id), frozen_.since(id), frozen_.kind(id)};
}

std::vector<Tie> CollaborationGraph::all_ties() const
{
    std::vector<Tie> ties;
    ties.reserve(tie_count_);
    for_each_tie([&](Tie const& tie) { ties.push_back(tie); });
    return ties;
}

std::vector<TieEdit> CollaborationGraph::end_all_of(Vertex v, std::uint64_t key, std::uint8_t reason) const
{
    std::vector<TieEdit> edits;
    for (TieView const tie : ties(v))
        edits.push_back({TieEdit::Action::end, v, tie.neighbour, tie.kind, reason, tie.weight, tie.since, key});
    return edits;
}

std::span<Tie const> CollaborationGraph::table() const
{
    expects(!is_frozen(), "an editable graph");
    return editable_.table();
}

// --- bytes and invariants ----------------------------------------------------------------------------------------

void CollaborationGraph::visit_bytes(std::function<void(std::span<std::byte const>)> const& visit) const
{
    constexpr std::size_t record = 17; // a, b, weight, since, kind; x86-64 is little-endian
    std::array<std::byte, 1024 * record> buffer;
    std::size_t used = 0;
    auto const put = [&](auto const& value) {
        std::memcpy(buffer.data() + used, &value, sizeof value);
        used += sizeof value;
    };
    put(std::uint64_t{vertex_count()});
    put(std::uint64_t{tie_count_});
    for_each_tie([&](Tie const& tie) {
        if (used + record > buffer.size()) visit({buffer.data(), std::exchange(used, 0)});
        put(tie.a), put(tie.b), put(tie.weight + 0.0f), put(tie.since), put(tie.kind); // + 0 makes -0 the same as 0
    });
    visit({buffer.data(), used});
}

namespace {

std::uint64_t mixed(std::uint64_t x)
{
    x = (x ^ (x >> 32)) * 0xd6e8feb86659fd93;
    x = (x ^ (x >> 32)) * 0xd6e8feb86659fd93;
    return x ^ (x >> 32);
}

std::uint64_t hash_of(Vertex a, Vertex b, std::uint64_t rest)
{
    return mixed((std::uint64_t{a} << 32 | b) + mixed(rest));
}

} // namespace

void CollaborationGraph::check_invariants() const
{
    std::uint64_t from_smaller = 0, from_larger = 0, from_table = 0; // sums of hashes do not depend on their order
    std::size_t halves = 0, rows = 0;
    for (std::size_t i = 0; i < vertex_count(); ++i) {
        Vertex const v = static_cast<Vertex>(i);
        check_row(v);
        halves += degree(v);
        for (std::uint64_t half = begin_of(v); half < end_of(v); ++half) {
            Vertex const u = targets()[half];
            std::uint64_t rest = is_frozen() ? 0 : editable_.slot(half);
            if (is_frozen()) {
                float const weight = frozen_.weight(half);
                std::uint32_t bits;
                std::memcpy(&bits, &weight, sizeof bits);
                rest = (std::uint64_t{bits} << 32 | static_cast<std::uint32_t>(frozen_.since(half))) ^
                       std::uint64_t{frozen_.kind(half)} << 56;
            }
            if (v < u)
                from_smaller += hash_of(v, u, rest);
            else
                from_larger += hash_of(u, v, rest);
        }
    }
    ensures(halves == 2 * tie_count_, "two half-edges per tie");
    ensures(from_smaller == from_larger, "both ends of every tie see it alike");
    if (is_frozen()) return;
    for (std::size_t slot = 0; slot < editable_.table().size(); ++slot) {
        Tie const& tie = editable_.table()[slot];
        if (tie.a == no_vertex) continue;
        ++rows;
        from_table += hash_of(tie.a, tie.b, slot);
    }
    ensures(rows == tie_count_ && from_table == from_smaller, "the table of ties and the half-edges agree");
}

void CollaborationGraph::check_row(Vertex v) const
{
    ensures(is_frozen() || editable_.block(v).size <= editable_.block(v).capacity, "half-edges stay in their block");
    for (std::uint64_t half = begin_of(v); half < end_of(v); ++half) {
        Vertex const u = targets()[half];
        ensures(u != v && u < vertex_count(), "ties lead to other vertices that exist");
        if (half == begin_of(v)) continue;
        Vertex const previous = targets()[half - 1];
        ensures(previous < u || (previous == u && tie_at(v, half - 1).kind < tie_at(v, half).kind),
                "ties sorted by (neighbour, kind)");
    }
}

} // namespace tianji
