// GraphML files: to look at a network in other programs, and to read theirs.
#pragma once

#include "engine/graph/collaboration_graph.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tianji {

// Vertices in the order of the file. Attributes: "key" of nodes (text), "weight" (above 0), "since" and "kind" of
// edges, numbers of any type; whatever else there is is not read, missing ones are at their default. The same pair and
// kind twice is one tie, its weights added.
struct GraphmlNetwork {
    CollaborationGraph graph; // editable
    std::vector<std::string> keys;
};

// Throws InvalidInput, with places: not readable, not GraphML, directed, several graphs, hyperedges, a node declared
// twice, an edge to one that is not declared or from one to itself, a number that a tie cannot have.
GraphmlNetwork read_graphml(std::filesystem::path const& path);

// `keys`: one per vertex, or none. Throws InvalidInput if the file cannot be written.
void write_graphml(std::filesystem::path const& path, CollaborationGraph const& graph,
                   std::vector<std::string> const& keys);

} // namespace tianji
