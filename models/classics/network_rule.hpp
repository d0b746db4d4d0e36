// The network of a classic model: how many agents, who is whose neighbour.
#pragma once

#include "engine/base/parameters.hpp"
#include "engine/graph/collaboration_graph.hpp"

#include <cstdint>

namespace tianji {
class Builder;
}

namespace tianji::classics {

enum class NetworkKind : std::uint8_t { ring, watts_strogatz, complete, path };

struct NetworkRule {
    NetworkKind kind = NetworkKind::watts_strogatz;
    std::int64_t agents = 1000;
    std::int64_t neighbours = 8;
    double rewiring = 0.1; // [1]

    void declare(Parameters& p);
    void validate(Parameters& p) const;
    // Draws from the luck of initialisation, stream "network".
    CollaborationGraph make(Builder const& builder) const;
};

} // namespace tianji::classics
