#include "engine/graph/distances.hpp"

#include <algorithm>

namespace tianji {

std::vector<std::uint32_t> distances_from(Vertex source, CollaborationGraph const& graph)
{
    std::vector<std::uint32_t> distances(graph.vertex_count(), unreachable);
    std::vector<Vertex> reached{source}; // in the order of their distances
    distances[source] = 0;
    for (std::size_t next = 0; next < reached.size(); ++next)
        for (Vertex const neighbour : graph.neighbours(reached[next])) {
            if (distances[neighbour] != unreachable) continue;
            distances[neighbour] = distances[reached[next]] + 1;
            reached.push_back(neighbour);
        }
    return distances;
}

double mean_path_length(CollaborationGraph const& graph, std::size_t sources)
{
    std::size_t const n = graph.vertex_count(), used = std::min(sources, n);
    std::uint64_t steps = 0, pairs = 0;
    for (std::size_t i = 0; i < used; ++i)
        for (std::uint32_t const distance : distances_from(static_cast<Vertex>(i * n / used), graph)) {
            if (distance == unreachable || distance == 0) continue;
            steps += distance;
            ++pairs;
        }
    return pairs == 0 ? 0.0 : static_cast<double>(steps) / static_cast<double>(pairs);
}

} // namespace tianji
