// GraphML files: to look at a network in other programs, and to read theirs.
#pragma once

#include "engine/graph/collaboration_graph.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tianji {

// Vertices in the order of the file. Attributes: "key" of nodes (text), "weight", "since" and "kind" of edges; others
// are ignored, missing ones have their default. The same pair and kind twice is one tie, its weights added.
struct GraphmlNetwork {
    CollaborationGraph graph; // editable
    std::vector<std::string> keys;
};

// Throws InvalidInput: not readable, not GraphML, directed, an edge from a node to itself, a kind beyond 255.
GraphmlNetwork read_graphml(std::filesystem::path const& path);

// `keys`: one per vertex, or none. Throws InvalidInput if the file cannot be written.
void write_graphml(std::filesystem::path const& path, CollaborationGraph const& graph,
                   std::vector<std::string> const& keys);

} // namespace tianji
