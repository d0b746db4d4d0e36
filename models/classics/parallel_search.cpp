// Parallel problem solving on a network (Lazer and Friedman 2007): agents look for good solutions on a rugged
// landscape. Whoever has a neighbour with a better solution copies the best one; whoever has not tries to change one
// bit. A fast network spreads good solutions at once and loses the different ones from which better ones would have
// come.
#include "models/classics/classics.hpp"
#include "models/classics/landscape.hpp"
#include "models/classics/network_rule.hpp"

#include <string>

namespace tianji::classics {

namespace {

// Who sits where in the network. On every landscape a group of agents sits the same way.
struct Seats : Population {
    Seats() : Population("seats") {}
};

// The agents of landscape 0, then those of landscape 1, …
struct Searchers : Population {
    Searchers() : Population("searchers") {}
    Column<Solution> solution{*this, "solution", "1", "one bit per locus", 0};
    Column<std::uint64_t> fitness{*this, "fitness", "2^-32", "sum of contributions of the solution", 0};
};

struct Search {
    std::uint32_t loci, group; // agents per landscape
    Now now;
    Network<Seats> seats;
    Read<&Landscapes::inputs> inputs;
    Read<&Landscapes::contributions> contributions;
    ReadWrite<&Searchers::solution> solution;
    ReadWrite<&Searchers::fitness> fitness;

    static constexpr std::uint32_t rows_per_block = 512;

    void operator()(Self<Searchers> self, Stream& luck) const
    {
        Row<Landscapes> const here{self.index() / group};
        Landscape const landscape{inputs.row(here), contributions.row(here), loci};
        if (now.tick() == 0) { // where to start
            Solution const start = static_cast<Solution>(luck.below(std::uint64_t{1} << loci));
            return move(self, start, landscape.fitness(start));
        }
        Row<Searchers> const best = best_neighbour(self, here.index * group);
        if (fitness[best] > fitness[self]) return move(self, solution[best], fitness[best]);
        Solution const trial = solution[self] ^ (Solution{1} << luck.below(loci));
        std::uint64_t const worth = landscape.fitness(trial);
        if (worth > fitness[self]) move(self, trial, worth);
    }

    void move(Self<Searchers> self, Solution to, std::uint64_t worth) const
    {
        solution.set(self, to);
        fitness.set(self, worth);
    }

    // The first of equals; oneself where nobody is better.
    Row<Searchers> best_neighbour(Self<Searchers> self, std::uint32_t first_of_group) const
    {
        Row<Searchers> best = self.row();
        for (Row<Seats> seat : seats.neighbours({self.index() - first_of_group})) {
            Row<Searchers> const neighbour{first_of_group + seat.index};
            if (fitness[neighbour] > fitness[best]) best = neighbour;
        }
        return best;
    }
};

// Lazer and Friedman's score: fitness relative to the summit, spread out at the top.
double score(std::uint64_t fitness, std::uint64_t summit)
{
    double const relative = static_cast<double>(fitness) / static_cast<double>(summit);
    double const fourth = relative * relative * relative * relative;
    return fourth * fourth;
}

struct ParallelSearch : Rules {
    NetworkRule network;
    LandscapeRule landscape;

    ParallelSearch()
    {
        network.kind = NetworkKind::complete;
        network.agents = 100;
    }

    void declare(Parameters& p) override
    {
        p.group(network, {"network", "", "who sees whose solution on one landscape"});
        p.group(landscape, {"landscape", "", "what is searched"});
    }

    void validate(Parameters& p) const override
    {
        if (landscape.landscapes * network.agents > std::int64_t{1} << 30)
            p.refuse("landscape.landscapes",
                     std::to_string(landscape.landscapes) + " landscapes, each searched by " +
                         std::to_string(network.agents) + " agents",
                     "more than 2^30 agents in all", "fewer of either");
    }

    void build(Builder& b) const override
    {
        auto const group = static_cast<std::uint32_t>(network.agents);
        auto const n_landscapes = static_cast<std::uint32_t>(landscape.landscapes);
        b.population<Seats>(group);
        b.network<Seats>(network.make(b));
        Landscapes& landscapes = b.population<Landscapes>(n_landscapes, landscape);
        Searchers& searchers = b.population<Searchers>(n_landscapes * group);

        // Tick 0 makes the landscapes and the first solutions; the search begins in tick 1.
        b.each<DrawLandscape>("draw_landscape", landscape);
        b.each<Search>("search", static_cast<std::uint32_t>(landscape.loci), group);

        b.measure("score", "1", "mean of (fitness / largest fitness of the landscape)^8", [&, group](World const&) {
            return ordered_sum(searchers.size(),
                               [&](std::size_t row) {
                                   auto const agent = static_cast<std::uint32_t>(row);
                                   return score(searchers.fitness[agent], landscapes.summit[agent / group]);
                               }) /
                   searchers.size();
        });
    }
};

} // namespace

Model parallel_search()
{
    return {"parallel_search", "1", "Parallel search on NK landscapes",
            [] { return std::make_unique<ParallelSearch>(); }};
}

} // namespace tianji::classics
