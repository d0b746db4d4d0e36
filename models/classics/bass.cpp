// Bass diffusion: innovators adopt by themselves, imitators after those they meet (Bass 1969).
//
// Two variants of the model are in use and give different curves for the same p and q. With one step per tick,
// everybody decides once: F(t+1) = F(t) + (p + q F(t)) (1 - F(t)). With many, adoption goes on all the time, as in
// Bass's own equation dF/dt = (p + q F) (1 - F), which agents approach as steps become short.
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"
#include "models/classics/contact.hpp"
#include "models/classics/network_rule.hpp"

#include <algorithm>
#include <utility>

namespace tianji::classics {

namespace {

struct Consumers : Population {
    Consumers() : Population("consumers") {}
    Column<Flag> adopted{*this, "adopted", "1", "has adopted the innovation", Flag::no};
};

// What the well mixed have in common; one row.
struct Market : Population {
    Market() : Population("market") {}
    Column<double> influence{*this, "influence", "1", "adopters among all others, share", 0.0};
};

struct BassRule {
    double innovation = 0.03; // [1/tick] p
    double imitation = 0.38;  // [1/tick] q
    std::int64_t steps = 1;   // [1/tick]

    void declare(Parameters& p)
    {
        p.number(innovation, {"innovation", "1/tick", "adoption without influence (p)", "Bass 1969, eq. 1"},
                 range(0, 1));
        p.number(imitation,
                 {"imitation", "1/tick", "adoption when all neighbours have adopted (q)", "Bass 1969, eq. 1"},
                 range(0, 1));
        p.integer(
            steps,
            {"steps", "1/tick",
             "how often everybody decides in a tick: 1 is the discrete Bass curve, many approach the continuous one"},
            range(1, 10000));
    }
    // Probability of adopting in one step, of one who has not yet.
    double chance(double influence) const { return (innovation + imitation * influence) / static_cast<double>(steps); }
};

// Sees everybody as they were when the process began, writes its own row: the result does not depend on who goes first.
struct FollowNeighbours {
    BassRule rule;
    Network<Consumers> network;
    ReadWrite<&Consumers::adopted> adopted;

    void operator()(Self<Consumers> self, Stream& luck) const
    {
        if (is_set(adopted[self])) return;
        double const luck_of_self = luck.uniform();
        if (luck_of_self >= rule.chance(1.0)) return; // whoever has adopted around: most need not look
        auto const neighbours = network.neighbours(self);
        std::uint32_t around = 0;
        for (Row<Consumers> neighbour : neighbours) around += is_set(adopted[neighbour]);
        double const influence =
            neighbours.empty() ? 0.0 : static_cast<double>(around) / static_cast<double>(neighbours.size());
        if (luck_of_self < rule.chance(influence)) adopted.set(self, Flag::yes);
    }
};

// What a complete network would come to, counted once for all: an adopter does not ask, so all adopters are others.
struct CountAdopters {
    Everyone<Consumers> consumers;
    Read<&Consumers::adopted> adopted;
    Own<&Market::influence> influence;

    void operator()(Once once) const
    {
        std::uint32_t adopters = 0;
        for (Row<Consumers> consumer : consumers) adopters += is_set(adopted[consumer]);
        influence[once.as(Row<Market>{0})] = static_cast<double>(adopters) / static_cast<double>(consumers.count() - 1);
    }
};

struct FollowAnybody {
    BassRule rule;
    Read<&Market::influence> influence;
    Own<&Consumers::adopted> adopted;

    void operator()(Self<Consumers> self, Stream& luck) const
    {
        if (!is_set(adopted[self]) && luck.chance(rule.chance(influence[Row<Market>{0}]))) adopted[self] = Flag::yes;
    }
};

struct Bass : Rules {
    Contact contact = Contact::network;
    NetworkRule network;
    BassRule adoption;

    void declare(Parameters& p) override
    {
        declare_contact(p, contact);
        p.group(network, {"network", "", "who is whose neighbour"});
        p.group(adoption, {"adoption", "", "how consumers adopt"});
    }

    void build(Builder& b) const override
    {
        Consumers& consumers = b.population<Consumers>(static_cast<std::uint32_t>(network.agents));
        if (contact == Contact::network)
            b.network<Consumers>(network.make(b));
        else
            b.population<Market>(1);

        auto const step = [this](Builder& in) { decide(in); };
        if (adoption.steps == 1)
            step(b);
        else
            b.rounds(
                "steps", static_cast<std::uint64_t>(adoption.steps), [](World const&) { return false; }, step);

        b.measure("adopted", "1", "share of consumers who have adopted", [&consumers](World const&) {
            return static_cast<double>(std::ranges::count(std::as_const(consumers.adopted).values(), Flag::yes)) /
                   consumers.size();
        });
    }

    void decide(Builder& b) const
    {
        if (contact == Contact::network) {
            b.each<FollowNeighbours>("adopt", adoption);
        } else {
            b.once<CountAdopters>("count_adopters");
            b.each<FollowAnybody>("adopt", adoption);
        }
    }
};

} // namespace

Model bass()
{
    return {"bass", "1", "Bass diffusion on a network", [] { return std::make_unique<Bass>(); }, {}, {}, {"adoption"}};
}

} // namespace tianji::classics
