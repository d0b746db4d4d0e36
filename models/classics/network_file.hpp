// A network that somebody else made: an edge list or GraphML.
#pragma once

#include "engine/base/parameters.hpp"
#include "engine/graph/collaboration_graph.hpp"

#include <filesystem>
#include <string>

namespace tianji::classics {

struct NetworkFile {
    std::filesystem::path path; // .graphml or .xml, else CSV
    std::string source = "source", target = "target";

    void declare(Parameters& p);
    // Agents in the order of the file: of the nodes in GraphML, of their first appearance in an edge list. Frozen.
    // Throws InvalidInput with all that is wrong.
    CollaborationGraph read() const;
};

} // namespace tianji::classics
