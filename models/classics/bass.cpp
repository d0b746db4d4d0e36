// Bass diffusion on a network: innovators adopt by themselves, imitators after their neighbours (Bass 1969).
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"
#include "models/classics/network_rule.hpp"

#include <algorithm>

namespace tianji::classics {

namespace {

struct Consumers : Population {
    Consumers() : Population("consumers") {}
    Column<Flag> adopted{*this, "adopted", "1", "has adopted the innovation", Flag::no};
};

struct BassRule {
    double innovation = 0.03; // [1/tick] p
    double imitation = 0.38;  // [1/tick] q

    void declare(Parameters& p)
    {
        p.number(innovation, {"innovation", "1/tick", "adoption without influence (p)", "Bass 1969, eq. 1"},
                 range(0, 1));
        p.number(imitation,
                 {"imitation", "1/tick", "adoption when all neighbours have adopted (q)", "Bass 1969, eq. 1"},
                 range(0, 1));
    }
};

// Sees everybody as they were when the process began, writes its own row: the result does not depend on who goes first.
struct Adopt {
    BassRule rule;
    Network<Consumers> network;
    ReadWrite<&Consumers::adopted> adopted;

    void operator()(Self<Consumers> self, Stream& luck) const
    {
        if (is_set(adopted[self])) return;
        auto const neighbours = network.neighbours(self);
        std::uint32_t around = 0;
        for (Row<Consumers> neighbour : neighbours) around += is_set(adopted[neighbour]);
        double const influence =
            neighbours.empty() ? 0.0 : static_cast<double>(around) / static_cast<double>(neighbours.size());
        if (luck.chance(rule.innovation + rule.imitation * influence)) adopted.set(self, Flag::yes);
    }
};

struct Bass : Rules {
    NetworkRule network;
    BassRule adoption;

    void declare(Parameters& p) override
    {
        p.group(network, {"network", "", "who is whose neighbour"});
        p.group(adoption, {"adoption", "", "how consumers adopt"});
    }

    void build(Builder& b) const override
    {
        Consumers& consumers = b.population<Consumers>(static_cast<std::uint32_t>(network.agents));
        b.network<Consumers>(network.make(b));

        b.each<Adopt>("adopt", adoption);

        b.measure("adopted", "1", "share of consumers who have adopted", [&consumers](World const&) {
            return static_cast<double>(std::ranges::count(std::as_const(consumers.adopted).values(), Flag::yes)) /
                   consumers.size();
        });
    }
};

} // namespace

Model bass()
{
    return {"bass", "1", "Bass diffusion on a network", [] { return std::make_unique<Bass>(); }};
}

} // namespace tianji::classics
