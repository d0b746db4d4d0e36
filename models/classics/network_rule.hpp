// The network of a classic model: how many agents, who is whose neighbour.
#pragma once

#include "engine/base/parameters.hpp"
#include "engine/graph/collaboration_graph.hpp"
#include "models/classics/degree_rule.hpp"
#include "models/classics/network_file.hpp"

#include <cstdint>
#include <optional>

namespace tianji {
class Builder;
}

namespace tianji::classics {

enum class NetworkKind : std::uint8_t {
    ring,
    watts_strogatz,
    barabasi_albert,
    erdos_renyi,
    random_regular,
    configuration,
    complete,
    star,
    path,
    file
};

struct NetworkRule {
    NetworkKind kind = NetworkKind::watts_strogatz;
    std::int64_t agents = 1000;
    std::int64_t neighbours = 8;
    double rewiring = 0.1; // [1]
    std::int64_t newcomer_ties = 2;
    double mean_degree = 4.0; // [1]
    DegreeRule degrees;
    std::optional<NetworkFile> from;

    void declare(Parameters& p);
    void validate(Parameters& p) const;
    // Draws from the luck of initialisation, stream "network". As many vertices as agents.
    CollaborationGraph make(Builder const& builder) const;

private:
    void validate_neighbours(Parameters& p) const;
    void validate_file(Parameters& p) const;
};

} // namespace tianji::classics
