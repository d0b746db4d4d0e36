#include "engine/record/graph_snapshot.hpp"

#include "engine/base/contract.hpp"
#include "engine/world/world.hpp"

namespace tianji {

GraphSnapshot snapshot_of(World const& world, std::int64_t tick)
{
    expects(world.vertices != nullptr, "the world has a network");
    CollaborationGraph const& graph = world.graph;
    GraphSnapshot snapshot;
    snapshot.tick = tick;
    std::vector<std::int32_t> place(graph.vertex_count(), -1);
    for (std::uint32_t slot = 0; slot < graph.vertex_count(); ++slot) {
        if (!world.vertices->is_alive(slot)) continue;
        place[slot] = static_cast<std::int32_t>(snapshot.vertices.size());
        snapshot.vertices.push_back(static_cast<std::int32_t>(slot));
    }
    snapshot.indptr.push_back(0);
    for (std::int32_t slot : snapshot.vertices) {
        for (TieView const tie : graph.ties(static_cast<Vertex>(slot))) {
            ensures(place[tie.neighbour] >= 0, "ties end with the agents they join");
            snapshot.indices.push_back(place[tie.neighbour]);
            snapshot.weight.push_back(static_cast<double>(tie.weight));
            snapshot.kind.push_back(tie.kind);
            snapshot.since.push_back(tie.since);
        }
        snapshot.indptr.push_back(static_cast<std::int64_t>(snapshot.indices.size()));
    }
    return snapshot;
}

} // namespace tianji
