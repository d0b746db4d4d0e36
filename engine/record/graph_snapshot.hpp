// The network at one moment, as compressed sparse rows over the agents alive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tianji {

class World;

struct GraphSnapshot {
    std::int64_t tick = 0;
    std::vector<std::int32_t> vertices; // slots of the agents alive, ascending
    std::vector<std::int64_t> indptr;   // the ties of vertex v are entries indptr[v] … indptr[v+1] - 1
    std::vector<std::int32_t> indices;  // position of the neighbour in `vertices`
    std::vector<double> weight;
    std::vector<std::int32_t> kind;
    std::vector<std::int32_t> since; // [tick]

    std::size_t bytes() const { return vertices.size() * 12 + indices.size() * 20; }
};

GraphSnapshot snapshot_of(World const& world, std::int64_t tick);

} // namespace tianji
