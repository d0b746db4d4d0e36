// Makes CollaborationGraph a Boost graph: VertexListGraph, IncidenceGraph, AdjacencyGraph and EdgeListGraph, read only.
// Heavy: included by .cpp files of this floor only.
#pragma once

#include "engine/graph/collaboration_graph.hpp"

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>

#include <algorithm>
#include <utility>

namespace tianji {

// A tie seen from one end; equal to itself seen from the other.
struct BoostEdge {
    Vertex from = no_vertex;
    Vertex to = no_vertex;
    TieKind kind = 0;

    friend bool operator==(BoostEdge x, BoostEdge y)
    {
        return std::minmax(x.from, x.to) == std::minmax(y.from, y.to) && x.kind == y.kind;
    }
};

class BoostOutEdgeIterator
    : public boost::iterator_facade<BoostOutEdgeIterator, BoostEdge, boost::forward_traversal_tag, BoostEdge> {
public:
    BoostOutEdgeIterator() = default;
    BoostOutEdgeIterator(Vertex from, TieRange::iterator at) : from_(from), at_(at) {}

private:
    friend class boost::iterator_core_access;
    BoostEdge dereference() const
    {
        TieView const tie = *at_;
        return {from_, tie.neighbour, tie.kind};
    }
    bool equal(BoostOutEdgeIterator const& other) const { return at_ == other.at_; }
    void increment() { ++at_; }

    Vertex from_ = no_vertex;
    TieRange::iterator at_;
};

// Iterates over all rows and stops at ties whose larger end is the neighbour.
class BoostEdgeIterator
    : public boost::iterator_facade<BoostEdgeIterator, BoostEdge, boost::forward_traversal_tag, BoostEdge> {
public:
    BoostEdgeIterator() = default;
    BoostEdgeIterator(CollaborationGraph const& graph, std::size_t row) : graph_(&graph), row_(row) { settle(); }

private:
    friend class boost::iterator_core_access;
    BoostEdge dereference() const
    {
        TieView const tie = graph_->ties(static_cast<Vertex>(row_))[place_];
        return {static_cast<Vertex>(row_), tie.neighbour, tie.kind};
    }
    bool equal(BoostEdgeIterator const& other) const { return row_ == other.row_ && place_ == other.place_; }
    void increment() { ++place_, settle(); }
    void settle()
    {
        for (; row_ < graph_->vertex_count(); ++row_, place_ = 0) {
            auto const row = graph_->neighbours(static_cast<Vertex>(row_));
            while (place_ < row.size() && row[place_] < row_) ++place_;
            if (place_ < row.size()) return;
        }
    }

    CollaborationGraph const* graph_ = nullptr;
    std::size_t row_ = 0, place_ = 0;
};

} // namespace tianji

namespace boost {

template <>
struct graph_traits<tianji::CollaborationGraph> {
    using vertex_descriptor = tianji::Vertex;
    using edge_descriptor = tianji::BoostEdge;
    using directed_category = undirected_tag;
    using edge_parallel_category = allow_parallel_edge_tag;
    struct traversal_category : vertex_list_graph_tag, incidence_graph_tag, adjacency_graph_tag, edge_list_graph_tag {};
    using vertices_size_type = std::size_t;
    using edges_size_type = std::size_t;
    using degree_size_type = std::size_t;
    using vertex_iterator = counting_iterator<tianji::Vertex>;
    using out_edge_iterator = tianji::BoostOutEdgeIterator;
    using adjacency_iterator = tianji::Vertex const*;
    using edge_iterator = tianji::BoostEdgeIterator;
    static vertex_descriptor null_vertex() { return tianji::no_vertex; }
};

template <>
struct graph_traits<tianji::CollaborationGraph const> : graph_traits<tianji::CollaborationGraph> {
};

template <>
struct property_map<tianji::CollaborationGraph, vertex_index_t> {
    using type = typed_identity_property_map<tianji::Vertex>;
    using const_type = type;
};

template <>
struct property_map<tianji::CollaborationGraph const, vertex_index_t>
    : property_map<tianji::CollaborationGraph, vertex_index_t> {
};

// Boost's default looks for a nested type and does not compile for a graph without one.
template <>
struct vertex_property_type<tianji::CollaborationGraph> {
    using type = no_property;
};

template <>
struct vertex_property_type<tianji::CollaborationGraph const> {
    using type = no_property;
};

} // namespace boost

namespace tianji {

using BoostTraits = boost::graph_traits<CollaborationGraph>;

inline std::size_t num_vertices(CollaborationGraph const& graph) { return graph.vertex_count(); }
inline std::size_t num_edges(CollaborationGraph const& graph) { return graph.tie_count(); }
inline std::size_t out_degree(Vertex v, CollaborationGraph const& graph) { return graph.degree(v); }
inline Vertex source(BoostEdge edge, CollaborationGraph const&) { return edge.from; }
inline Vertex target(BoostEdge edge, CollaborationGraph const&) { return edge.to; }

inline auto vertices(CollaborationGraph const& graph)
{
    using Iterator = BoostTraits::vertex_iterator;
    return std::pair(Iterator(0), Iterator(static_cast<Vertex>(graph.vertex_count())));
}

inline auto out_edges(Vertex v, CollaborationGraph const& graph)
{
    TieRange const ties = graph.ties(v);
    return std::pair(BoostOutEdgeIterator(v, ties.begin()), BoostOutEdgeIterator(v, ties.end()));
}

inline auto adjacent_vertices(Vertex v, CollaborationGraph const& graph)
{
    auto const row = graph.neighbours(v);
    return std::pair(row.data(), row.data() + row.size());
}

inline auto edges(CollaborationGraph const& graph)
{
    return std::pair(BoostEdgeIterator(graph, 0), BoostEdgeIterator(graph, graph.vertex_count()));
}

inline boost::typed_identity_property_map<Vertex> get(boost::vertex_index_t, CollaborationGraph const&) { return {}; }
inline Vertex get(boost::vertex_index_t, CollaborationGraph const&, Vertex v) { return v; }

} // namespace tianji
