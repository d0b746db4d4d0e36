#include "models/classics/network_rule.hpp"

#include "engine/base/elementary.hpp"
#include "engine/base/text.hpp"
#include "engine/graph/generators.hpp"
#include "engine/simulation/builder.hpp"

namespace tianji::classics {

void NetworkRule::declare(Parameters& p)
{
    p.choice(
        kind, {"kind", "", "how ties are laid"},
        {{"ring", NetworkKind::ring, "everybody tied to the nearest on a ring"},
         {"watts_strogatz", NetworkKind::watts_strogatz, "a ring with some ties rewired (Watts and Strogatz 1998)"},
         {"barabasi_albert", NetworkKind::barabasi_albert,
          "newcomers tie to those with many ties (Barabási and Albert 1999)"},
         {"erdos_renyi", NetworkKind::erdos_renyi, "each pair tied with the same probability (Gilbert 1959)"},
         {"random_regular", NetworkKind::random_regular, "random, everybody with the same number of ties"},
         {"configuration", NetworkKind::configuration, "random with given degrees; double ties are dropped"},
         {"complete", NetworkKind::complete, "everybody tied to everybody"},
         {"star", NetworkKind::star, "everybody tied to the first"},
         {"path", NetworkKind::path, "everybody tied to the one before and the one after; two ends"},
         {"file", NetworkKind::file, "read from a file"}});
    p.integer(agents, {"agents", "1", "number of agents; of a file as many as it has, or more, who have no ties"},
              range(2, 100e6));
    p.integer(neighbours,
              {"neighbours", "1", "of ring, watts_strogatz (even) and random_regular: ties per agent, before rewiring"},
              range(1, 1000));
    p.number(rewiring, {"rewiring", "1", "of watts_strogatz: share of ties rewired", "Watts and Strogatz 1998"},
             range(0, 1));
    p.integer(newcomer_ties,
              {"newcomer_ties", "1", "of barabasi_albert: ties of each newcomer (m)", "Barabási and Albert 1999"},
              range(1, 1000));
    p.number(mean_degree, {"mean_degree", "1", "of erdos_renyi: expected ties per agent"}, range(0, 1000));
    p.group(degrees, {"degrees", "", "of configuration: how many ties each agent has"});
    p.optional_group(from, {"from", "", "of file: where the network is read"});
    if (kind == NetworkKind::file && from && !p.is_given("agents") && std::filesystem::is_regular_file(from->path))
        agents = static_cast<std::int64_t>(from->read().vertex_count());
}

void NetworkRule::validate(Parameters& p) const
{
    std::string const among = "there are only " + std::to_string(agents) + " agents";
    validate_file(p);
    switch (kind) {
    case NetworkKind::ring:
    case NetworkKind::watts_strogatz:
    case NetworkKind::random_regular:
        return validate_neighbours(p);
    case NetworkKind::barabasi_albert:
        if (newcomer_ties >= agents)
            p.refuse("newcomer_ties", "newcomer_ties is " + std::to_string(newcomer_ties), among, "fewer than agents");
        return;
    case NetworkKind::erdos_renyi:
        if (mean_degree > static_cast<double>(agents - 1))
            p.refuse("mean_degree", "mean_degree is above agents - 1", among, "at most agents - 1");
        return;
    case NetworkKind::configuration:
        return degrees.validate_for(agents, p);
    case NetworkKind::complete:
        if (agents > 20'000)
            p.refuse("agents", "a complete network of " + std::to_string(agents) + " agents",
                     "it would have more than 2·10^8 ties", "use at most 20000");
        return;
    case NetworkKind::star:
    case NetworkKind::path:
    case NetworkKind::file:
        return;
    }
}

void NetworkRule::validate_neighbours(Parameters& p) const
{
    std::string const given = "neighbours is " + std::to_string(neighbours);
    if (kind == NetworkKind::random_regular && agents % 2 != 0 && neighbours % 2 != 0)
        p.refuse("neighbours", given + " and agents is odd", "each tie has two ends, so their product is even",
                 "an even number");
    if (kind != NetworkKind::random_regular && neighbours % 2 != 0)
        p.refuse("neighbours", given, "half of them lie on each side of the ring", "an even number");
    if (neighbours >= agents)
        p.refuse("neighbours", given, "there are only " + std::to_string(agents) + " agents", "fewer than agents");
}

void NetworkRule::validate_file(Parameters& p) const
{
    if (kind != NetworkKind::file) {
        if (from) p.refuse("from", "'from' is given", "only the kind 'file' reads one", "kind: file");
        return;
    }
    if (!from) return p.refuse("kind", "the kind is 'file' and 'from' is missing", "", "from: {path: ties.csv}");
    auto const found = static_cast<std::int64_t>(from->read().vertex_count());
    if (agents < 2)
        p.refuse("from.path", "the file of the network has " + plural(static_cast<std::size_t>(found), "agent"),
                 "a network has 2 agents at least", "agents: 2, if there are others without ties");
    else if (found > agents)
        p.refuse("agents", "agents is " + std::to_string(agents),
                 "the file of the network has " + std::to_string(found),
                 "agents: " + std::to_string(found) + ", or leave it out");
}

namespace {

struct Words : RandomWords {
    Stream luck;
    explicit Words(Stream stream) : luck(stream) {}
    std::uint64_t next() override { return luck.word(); }
};

// A network of `n`, of whom those whom the graph does not have are isolated.
CollaborationGraph with_others(CollaborationGraph graph, std::size_t n)
{
    if (graph.vertex_count() == n) return graph;
    return CollaborationGraph(CollaborationGraph::Form::frozen, n, graph.all_ties());
}

} // namespace

CollaborationGraph NetworkRule::make(Builder const& b) const
{
    Words words(b.luck("network"));
    auto const n = static_cast<std::size_t>(agents), k = static_cast<std::size_t>(neighbours);
    switch (kind) {
    case NetworkKind::ring:
        return ring_lattice(n, k);
    case NetworkKind::watts_strogatz:
        return watts_strogatz(n, k, rewiring, words);
    case NetworkKind::barabasi_albert:
        return barabasi_albert(n, static_cast<std::size_t>(newcomer_ties), words);
    case NetworkKind::erdos_renyi:
        return erdos_renyi_with_probability(n, mean_degree / static_cast<double>(n - 1), words, log);
    case NetworkKind::random_regular:
        return random_regular(n, k, words);
    case NetworkKind::configuration:
        return configuration_model(degrees.draw(n, b.luck("degrees")), words);
    case NetworkKind::complete:
        return complete_graph(n);
    case NetworkKind::star:
        return star(n);
    case NetworkKind::path:
        return path(n);
    case NetworkKind::file:
        return with_others(from->read(), n);
    }
    return {};
}

} // namespace tianji::classics
