// A network and nothing else: what do networks of this kind look like?
#include "engine/graph/distances.hpp"
#include "engine/graph/metrics.hpp"
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"
#include "models/classics/network_rule.hpp"

#include <algorithm>

namespace tianji::classics {

namespace {

struct Agents : Population {
    Agents() : Population("agents") {}
};

// One share per degree 0 … largest; the degrees of a vector measure.
using Shares = std::vector<double>;

Shares degree_shares(CollaborationGraph const& graph, std::size_t entries)
{
    auto const counts = degree_distribution(graph);
    Shares shares(entries, 0.0);
    for (std::size_t k = 0; k < std::min(entries, counts.size()); ++k)
        shares[k] = static_cast<double>(counts[k]) / static_cast<double>(graph.vertex_count());
    return shares;
}

Shares shares_at_least(CollaborationGraph const& graph, std::size_t entries)
{
    auto const counts = degree_distribution(graph);
    auto left = static_cast<double>(graph.vertex_count()); // agents with at least k ties
    Shares shares(entries, 0.0);
    for (std::size_t k = 0; k < std::min(entries, counts.size()); ++k) {
        shares[k] = left / static_cast<double>(graph.vertex_count());
        left -= static_cast<double>(counts[k]);
    }
    return shares;
}

struct NetworkOnly : Rules {
    NetworkRule network;
    std::int64_t largest_degree = 30;
    std::int64_t path_sources = 100;

    void declare(Parameters& p) override
    {
        p.group(network, {"network", "", "who is whose neighbour"});
        p.integer(largest_degree, {"largest_degree", "1", "up to which degree shares are recorded"}, range(0, 10'000));
        p.integer(path_sources,
                  {"path_sources", "1", "agents from which path lengths are measured, evenly spread; all if that many"},
                  range(1, 100e6));
    }

    void build(Builder& b) const override
    {
        b.population<Agents>(static_cast<std::uint32_t>(network.agents));
        b.network<Agents>(network.make(b));
        measure_shape(b);
        measure_degrees(b, "degree_share", "share of agents with exactly so many ties", degree_shares);
        measure_degrees(b, "degree_share_at_least", "share of agents with at least so many ties", shares_at_least);
    }

    void measure_shape(Builder& b) const
    {
        b.measure("mean_degree", "1", "ties per agent", [](World const& world) { return mean_degree(world.graph); });
        b.measure("clustering", "1", "average local clustering (Watts and Strogatz 1998)",
                  [](World const& world) { return clustering(world.graph).average_local; });
        b.measure("transitivity", "1", "3 × triangles / connected triples (Newman 2003)",
                  [](World const& world) { return clustering(world.graph).transitivity; });
        b.measure("path_length", "1", "mean number of steps between those who reach each other",
                  [sources = static_cast<std::size_t>(path_sources)](World const& world) {
                      return mean_path_length(world.graph, sources);
                  });
        b.measure("giant_component", "1", "share of agents in the largest component",
                  [](World const& world) { return connected_components(world.graph).giant_share(); });
    }

    void measure_degrees(Builder& b, std::string name, std::string meaning,
                         Shares (*shares)(CollaborationGraph const&, std::size_t)) const
    {
        std::vector<std::string> labels;
        for (std::int64_t k = 0; k <= largest_degree; ++k) labels.push_back(std::to_string(k));
        std::size_t const entries = labels.size();
        b.measure({std::move(name), "1", std::move(meaning), 1, "degree", std::move(labels),
                   [shares, entries](World const& world, Shares& out) { out = shares(world.graph, entries); }});
    }
};

} // namespace

Model network()
{
    return {"network", "1", "A network without dynamics", [] { return std::make_unique<NetworkOnly>(); }};
}

} // namespace tianji::classics
