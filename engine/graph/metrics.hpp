// What a network looks like, in the field's usual numbers. All of the simple projection: ties between a pair count
// once, whatever their kinds and weights. Counted in integers, so nothing depends on an order of summation.
#pragma once

#include "engine/graph/collaboration_graph.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tianji {

// The vertices that take part, renumbered 0 … in their order, and their ties, one per pair; frozen and bare.
struct SimpleProjection {
    CollaborationGraph graph;
    std::vector<Vertex> original; // by new number
};

// `takes_part`: one byte per vertex, 0 for those to leave out; empty for all.
SimpleProjection simple_projection(CollaborationGraph const& graph, std::span<std::uint8_t const> takes_part = {});

// The following want a simple graph: a projection's, or a generated one.

// How many vertices have degree 0, 1, 2 … up to the largest.
std::vector<std::uint64_t> degree_distribution(CollaborationGraph const& simple);
double mean_degree(CollaborationGraph const& simple); // 0 without vertices

struct Components {
    std::vector<std::uint32_t> component; // (vertices) 0, 1, … in the order of their smallest vertex
    std::vector<std::uint32_t> sizes;     // (components)

    std::size_t count() const { return sizes.size(); }
    std::uint32_t giant_size() const; // 0 without vertices
    double giant_share() const;       // of all vertices; 0 without vertices
};

Components connected_components(CollaborationGraph const& simple);

// Number of triangles each vertex is in.
std::vector<std::uint64_t> triangles_of_vertices(CollaborationGraph const& simple);

struct Clustering {
    double average_local; // mean over all vertices of (tied pairs / pairs of neighbours), 0 where degree < 2 (Watts &
                          // Strogatz 1998)
    double transitivity;  // 3 × triangles / connected triples (Newman 2003); 0 without triples
};

Clustering clustering(CollaborationGraph const& simple);

// Correlation of the degrees at both ends of a tie (Newman 2002); none where all ends have the same degree.
std::optional<double> degree_assortativity(CollaborationGraph const& simple);

// (share of ties within labels - that expected from the labels' ends) / (1 - that expected) (Newman 2003, eq. 2);
// none where all ends have the same label. `labels`: one per vertex.
std::optional<double> label_assortativity(CollaborationGraph const& simple, std::span<std::uint8_t const> labels);

} // namespace tianji
