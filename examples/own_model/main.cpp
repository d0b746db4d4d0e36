// A model of one's own: workshops on a ring learn from the best neighbour, and now and then one has an idea.
#include "engine/command_line/command_line.hpp"
#include "engine/graph/generators.hpp"
#include "engine/simulation/builder.hpp"

using namespace tianji;

struct Workshops : Population {
    Workshops() : Population("workshops") {}
    Column<double> skill{*this, "skill", "1", "how well it works", 1.0};
};

// Runs for every workshop in parallel: sees all as they were when the tick began, writes its own row.
struct Learn {
    double imitation = 0.2, ideas = 0.01; // [1/tick]
    Network<Workshops> network;
    ReadWrite<&Workshops::skill> skill;

    void operator()(Self<Workshops> self, Stream& luck) const
    {
        double best = skill[self];
        for (Row<Workshops> neighbour : network.neighbours(self)) best = std::max(best, skill[neighbour]);
        double const learnt = skill[self] + imitation * (best - skill[self]);
        skill.set(self, luck.chance(ideas) ? learnt + 1.0 : learnt);
    }
};

struct Guild : Rules {
    std::int64_t workshops = 1000;
    double imitation = 0.2, ideas = 0.01;

    void declare(Parameters& p) override
    {
        p.integer(workshops, {"workshops", "1", "how many there are"}, range(3, 1e6));
        p.number(imitation, {"imitation", "1/tick", "share of the best neighbour's lead that is learnt"}, range(0, 1));
        p.number(ideas, {"ideas", "1/tick", "probability of an idea, which adds 1 to the skill"}, range(0, 1));
    }

    void build(Builder& b) const override
    {
        Workshops& all = b.population<Workshops>(static_cast<std::uint32_t>(workshops));
        b.network<Workshops>(ring_lattice(all.size(), 2));
        b.each<Learn>("learn", imitation, ideas);
        b.measure("mean_skill", "1", "mean over all workshops", [&all](World const&) {
            return ordered_sum(all.size(), [&all](std::size_t i) { return all.skill[std::uint32_t(i)]; }) / all.size();
        });
    }
};

int main(int argc, char** argv)
{
    Model const guild{"guild", "1", "Workshops that learn from each other", [] { return std::make_unique<Guild>(); }};
    return command_line::run(argc, argv, {guild});
}
