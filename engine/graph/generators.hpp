// Random and regular graphs. All are bare (no attributes), simple (no self-ties, no pair twice) and frozen.
#pragma once

#include "engine/graph/collaboration_graph.hpp"

#include <cstdint>
#include <span>

namespace tianji {

// Where the luck comes from: independent uniform 64-bit words.
struct RandomWords {
    virtual ~RandomWords() = default;
    virtual std::uint64_t next() = 0;
};

CollaborationGraph complete_graph(std::size_t n);
CollaborationGraph star(std::size_t n); // vertex 0 in the middle
CollaborationGraph path(std::size_t n);
// Each vertex is tied to the k nearest on a ring; k even, k < n.
CollaborationGraph ring_lattice(std::size_t n, std::size_t k);

// Ring lattice whose ties are rewired with probability p, lap by lap: the far end moves to a vertex drawn uniformly
// from all that are not yet tied to the near end (Watts & Strogatz 1998). The number of ties stays nk/2.
CollaborationGraph watts_strogatz(std::size_t n, std::size_t k, double p, RandomWords& words);

// Starts with m + 1 vertices all tied to each other; each further one is tied to m different ones, drawn in proportion
// to degree (Barabási & Albert 1999). 1 <= m < n.
CollaborationGraph barabasi_albert(std::size_t n, std::size_t m, RandomWords& words);

// G(n, m): m pairs drawn uniformly without replacement (Erdős & Rényi 1959).
CollaborationGraph erdos_renyi_with_ties(std::size_t n, std::uint64_t m, RandomWords& words);

// G(n, p): each pair is tied with probability p (Gilbert 1959), by geometric jumps (Batagelj & Brandes 2005).
// `log` is the natural logarithm; the caller gives one whose bits are the same on every machine.
CollaborationGraph erdos_renyi_with_probability(std::size_t n, double p, RandomWords& words, double (*log)(double));

// Every vertex has d ties; n·d even, d < n (Steger & Wormald 1999: asymptotically uniform).
CollaborationGraph random_regular(std::size_t n, std::size_t d, RandomWords& words);

// Stubs paired uniformly at random; self-ties and repeated pairs are dropped ("erased" configuration model,
// Britton, Deijfen & Martin-Löf 2006), so a degree may come out smaller than asked for. The sum of degrees must be
// even.
CollaborationGraph configuration_model(std::span<std::uint32_t const> degrees, RandomWords& words);

} // namespace tianji
