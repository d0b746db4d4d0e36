// How far apart the vertices of a network are, in steps.
#pragma once

#include "engine/graph/collaboration_graph.hpp"

#include <cstdint>
#include <vector>

namespace tianji {

inline constexpr std::uint32_t unreachable = ~std::uint32_t{0};

// Steps from one vertex to each.
std::vector<std::uint32_t> distances_from(Vertex source, CollaborationGraph const& graph);

// Mean distance from `sources` vertices (evenly spread over all, all if there are no more) to every other that they
// reach; 0 where nobody reaches anybody. Summed in integers.
double mean_path_length(CollaborationGraph const& graph, std::size_t sources);

} // namespace tianji
