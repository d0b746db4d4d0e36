// Who works with whom: an undirected graph of typed, weighted, dated ties between vertices 0 … n-1.
//
// Frozen (compressed sparse rows, 4 bytes a half-edge where no tie has attributes) or editable (blocks with room to
// grow). Both answer the same questions; const member functions may be called from many threads. Ties of a vertex come
// sorted by (neighbour, kind) in both, so nothing that is computed from a graph depends on how the graph came about.
#pragma once

#include "engine/graph/editable_ties.hpp"
#include "engine/graph/frozen_ties.hpp"
#include "engine/graph/tie.hpp"

#include <cstddef>
#include <functional>
#include <iterator>
#include <optional>
#include <span>
#include <vector>

namespace tianji {

class CollaborationGraph;

// A tie as one of its ends sees it.
struct TieView {
    Vertex neighbour;
    TieKind kind;
    float weight;
    std::int32_t since;

    // Editable: stays while the tie lives. Frozen: found when asked for (O(log degree)), and not dense.
    TieId id() const;

    CollaborationGraph const* graph;
    Vertex from;
    std::uint64_t half;
};

class TieRange {
public:
    class iterator {
    public:
        using iterator_concept = std::forward_iterator_tag;
        using iterator_category = std::input_iterator_tag; // dereferencing makes a value
        using value_type = TieView;
        using difference_type = std::ptrdiff_t;
        using reference = TieView;
        using pointer = void;

        iterator() = default;
        iterator(CollaborationGraph const* graph, Vertex from, std::uint64_t half)
            : graph_(graph), from_(from), half_(half)
        {
        }
        TieView operator*() const;
        iterator& operator++() { return ++half_, *this; }
        iterator operator++(int) { return {graph_, from_, half_++}; }
        bool operator==(iterator const& other) const { return half_ == other.half_; }

    private:
        CollaborationGraph const* graph_ = nullptr;
        Vertex from_ = no_vertex;
        std::uint64_t half_ = 0;
    };

    TieRange(CollaborationGraph const* graph, Vertex from, std::uint64_t begin, std::uint64_t end)
        : graph_(graph), from_(from), begin_(begin), end_(end)
    {
    }
    iterator begin() const { return {graph_, from_, begin_}; }
    iterator end() const { return {graph_, from_, end_}; }
    std::size_t size() const { return end_ - begin_; }
    bool empty() const { return begin_ == end_; }
    TieView operator[](std::size_t i) const { return *iterator(graph_, from_, begin_ + i); }

private:
    CollaborationGraph const* graph_;
    Vertex from_;
    std::uint64_t begin_, end_;
};

class CollaborationGraph {
public:
    enum class Form : std::uint8_t { frozen, editable };

    // No vertices, no ties, frozen.
    CollaborationGraph() = default;
    // Ties in any order and either direction. The same (pair, kind) twice is one tie: weights are added, the earliest
    // date stays.
    CollaborationGraph(Form form, std::size_t vertex_count, std::span<Tie const> given);
    // Without attributes: rows sorted, without self-ties and symmetric.
    CollaborationGraph(Offsets offsets, std::vector<Vertex> targets);
    // An editable graph with the ids it had: see table().
    static CollaborationGraph restore(std::size_t vertex_count, std::vector<Tie> table);

    CollaborationGraph freeze() const;
    CollaborationGraph to_editable() const; // new ids: 0, 1, 2 … in the order of (a, b, kind)

    // --- questions; vertices must exist -------------------------------------------------------------------------
    Form form() const { return form_; }
    std::size_t vertex_count() const { return is_frozen() ? frozen_.offsets.vertex_count() : editable_.vertex_count(); }
    std::size_t tie_count() const { return tie_count_; }
    // Number of ties: a neighbour to whom there are ties of two kinds counts twice.
    std::size_t degree(Vertex v) const { return end_of(v) - begin_of(v); }
    // Ascending, once per tie. Valid until the graph is changed.
    std::span<Vertex const> neighbours(Vertex v) const
    {
        if (is_frozen())
            return {frozen_.targets.data() + frozen_.offsets[v],
                    frozen_.targets.data() + frozen_.offsets[v + std::size_t{1}]};
        return {editable_.targets() + editable_.block(v).begin, editable_.block(v).size};
    }
    TieRange ties(Vertex v) const { return {this, v, begin_of(v), end_of(v)}; }
    TieRange ties_between(Vertex a, Vertex b) const; // as a sees them
    bool has_tie(Vertex a, Vertex b) const;
    std::optional<TieView> find_tie(Vertex a, Vertex b, TieKind kind) const;
    Tie tie(TieId id) const; // a < b
    TieView tie_at(Vertex from, std::uint64_t half) const;
    TieId id_at(Vertex from, std::uint64_t half) const;

    // Every tie once, in canonical order: a < b, sorted by (a, b, kind).
    template <class F>
    void for_each_tie(F f) const
    {
        for (std::size_t v = 0; v < vertex_count(); ++v)
            for (TieView const tie : ties(static_cast<Vertex>(v)))
                if (tie.neighbour > v) f(Tie{static_cast<Vertex>(v), tie.neighbour, tie.weight, tie.since, tie.kind});
    }
    std::vector<Tie> all_ties() const; // in canonical order

    // --- changes ------------------------------------------------------------------------------------------------
    void add_vertices(std::size_t count); // without ties, behind those there are
    // Only of an editable graph. Whatever the order of the edits: all ends first, then all new weights, then all
    // additions, each sorted by (a, b, kind, key). Adding a tie of a kind there is adds its weight. Ids of ties that
    // end are given to new ties from the next call on, the smallest first. Returns what was done to each edit, in that
    // order.
    std::vector<CommittedEdit> apply(std::span<TieEdit const> edits);
    // The edits that end all ties of v.
    std::vector<TieEdit> end_all_of(Vertex v, std::uint64_t key, std::uint8_t reason) const;

    // --- keeping ------------------------------------------------------------------------------------------------
    // The graph as bytes, in pieces: the same for the same vertices and ties, whatever the form, the ids and the past.
    void visit_bytes(std::function<void(std::span<std::byte const>)> const& visit) const;
    // Of an editable graph, by id; a free id has a == no_vertex. Together with vertex_count() it restores the graph
    // so that later edits give the same ids.
    std::span<Tie const> table() const;
    // Throws BrokenContract unless rows are sorted, ids valid and every tie is seen by both ends alike (compared
    // by 64-bit sums of hashes, in one sequential pass).
    void check_invariants() const;
    std::size_t bytes() const { return is_frozen() ? frozen_.bytes() : editable_.bytes(); }
    std::size_t compactions() const { return editable_.compactions(); }

private:
    bool is_frozen() const { return form_ == Form::frozen; }
    std::uint64_t begin_of(Vertex v) const { return is_frozen() ? frozen_.offsets[v] : editable_.block(v).begin; }
    std::uint64_t end_of(Vertex v) const
    {
        return is_frozen() ? frozen_.offsets[v + std::size_t{1}] : editable_.block(v).begin + editable_.block(v).size;
    }
    Vertex const* targets() const { return is_frozen() ? frozen_.targets.data() : editable_.targets(); }
    void check_row(Vertex v) const;

    Form form_ = Form::frozen;
    std::size_t tie_count_ = 0;
    FrozenTies frozen_;
    EditableTies editable_;
};

inline TieView CollaborationGraph::tie_at(Vertex from, std::uint64_t half) const
{
    if (is_frozen())
        return {frozen_.targets[half], frozen_.kind(half), frozen_.weight(half), frozen_.since(half), this, from, half};
    Tie const& tie = editable_.tie(editable_.slot(half));
    return {editable_.target(half), tie.kind, tie.weight, tie.since, this, from, half};
}

inline TieView TieRange::iterator::operator*() const { return graph_->tie_at(from_, half_); }
inline TieId TieView::id() const { return graph->id_at(from, half); }

} // namespace tianji
