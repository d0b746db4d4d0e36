#include "models/classics/network_rule.hpp"

#include "engine/graph/generators.hpp"
#include "engine/simulation/builder.hpp"

namespace tianji::classics {

void NetworkRule::declare(Parameters& p)
{
    p.choice(
        kind, {"kind", "", "how ties are laid"},
        {{"ring", NetworkKind::ring, "everybody tied to the nearest on a ring"},
         {"watts_strogatz", NetworkKind::watts_strogatz, "a ring with some ties rewired (Watts and Strogatz 1998)"},
         {"complete", NetworkKind::complete, "everybody tied to everybody"},
         {"path", NetworkKind::path, "everybody tied to the one before and the one after; two ends"}});
    p.integer(agents, {"agents", "1", "number of agents"}, range(2, 100e6));
    p.integer(neighbours, {"neighbours", "1", "ties per agent on the ring; even"}, range(2, 1000));
    p.number(rewiring, {"rewiring", "1", "share of ties rewired", "Watts and Strogatz 1998"}, range(0, 1));
}

void NetworkRule::validate(Parameters& p) const
{
    if (kind == NetworkKind::complete) {
        if (agents > 20'000)
            p.refuse("agents", "a complete network of " + std::to_string(agents) + " agents",
                     "it would have more than 2·10^8 ties", "use at most 20000");
        return;
    }
    if (kind == NetworkKind::path) return;
    if (neighbours % 2 != 0)
        p.refuse("neighbours", "neighbours is " + std::to_string(neighbours),
                 "half of them lie on each side of the ring", "an even number");
    if (neighbours >= agents)
        p.refuse("neighbours", "neighbours is " + std::to_string(neighbours),
                 "there are only " + std::to_string(agents) + " agents", "fewer than agents");
}

namespace {

struct Words : RandomWords {
    Stream luck;
    explicit Words(Stream stream) : luck(stream) {}
    std::uint64_t next() override { return luck.word(); }
};

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
    case NetworkKind::complete:
        return complete_graph(n);
    case NetworkKind::path:
        return path(n);
    }
    return {};
}

} // namespace tianji::classics
