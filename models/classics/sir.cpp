// An epidemic that leaves immunity (Kermack and McKendrick 1927), in discrete generations as Reed and Frost taught it
// (Abbey 1952): each infectious contact is missed or not by itself, and all of a tick count at once. In innovation
// studies the same model spreads a practice that people take up, pass on and drop.
#include "engine/base/elementary.hpp"
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"
#include "models/classics/contact.hpp"
#include "models/classics/network_rule.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tianji::classics {

namespace {

enum class Health : std::uint8_t { susceptible, infectious, recovered };

struct Persons : Population {
    Persons() : Population("persons") {}
    Column<Health> health{*this, "health", "1", "0 susceptible, 1 infectious, 2 recovered", Health::susceptible};
};

// What the well mixed have in common; one row.
struct Crowd : Population {
    Crowd() : Population("crowd") {}
    Column<double> missed{*this, "missed", "1", "probability that nobody infects a susceptible in this tick", 1.0};
};

struct EpidemicRule {
    double reproduction = 2.0; // [1] R0
    double recovery = 1.0;     // [1/tick]
    double initial = 0.01;     // [1]

    void declare(Parameters& p)
    {
        p.number(reproduction,
                 {"reproduction", "1", "whom one infectious person would infect if nobody else did (R0)",
                  "Kermack and McKendrick 1927"},
                 range(0, 1000));
        p.number(recovery, {"recovery", "1/tick", "recovery; 1 is the chain of Reed and Frost", "Abbey 1952"},
                 Range{0, 1, true});
        p.number(initial, {"initial", "1", "share of persons infectious at the start", "assumed"}, range(0, 1));
    }
    // Infection of one by one in a tick, when everybody has so many contacts.
    double transmission(double contacts) const
    {
        return contacts == 0 ? 0.0 : std::min(1.0, reproduction * recovery / contacts);
    }
};

Health next(Health now, double missed, double recovery, Stream& luck)
{
    if (now == Health::susceptible) return luck.chance(1 - missed) ? Health::infectious : now;
    if (now == Health::infectious) return luck.chance(recovery) ? Health::recovered : now;
    return now;
}

struct MeetNeighbours {
    double transmission, recovery;
    Network<Persons> network;
    ReadWrite<&Persons::health> health;

    void operator()(Self<Persons> self, Stream& luck) const
    {
        double missed = 1.0;
        for (Row<Persons> neighbour : network.neighbours(self))
            if (health[neighbour] == Health::infectious) missed *= 1 - transmission;
        health.set(self, next(health[self], missed, recovery, luck));
    }
};

// How many infectious there are is the same for everybody, so it is counted once.
struct CountInfectious {
    double transmission;
    Everyone<Persons> persons;
    Read<&Persons::health> health;
    Own<&Crowd::missed> missed;

    void operator()(Once once) const
    {
        std::uint32_t infectious = 0;
        for (Row<Persons> person : persons) infectious += health[person] == Health::infectious;
        missed[once.as(Row<Crowd>{0})] = pow(1 - transmission, infectious);
    }
};

struct MeetAnybody {
    double recovery;
    Read<&Crowd::missed> missed;
    Own<&Persons::health> health;

    void operator()(Self<Persons> self, Stream& luck) const
    {
        health[self] = next(health[self], missed[Row<Crowd>{0}], recovery, luck);
    }
};

// The nearest whole number of persons, those with the smallest lots.
void infect_first(Builder const& b, Persons& persons, double share)
{
    std::vector<std::pair<std::uint64_t, std::uint32_t>> lots;
    Stream luck = b.luck("first_cases");
    for (std::uint32_t row = 0; row < persons.size(); ++row) {
        luck.begin(row);
        lots.emplace_back(luck.word(), row);
    }
    auto const cases = lots.begin() + std::lround(share * persons.size());
    std::partial_sort(lots.begin(), cases, lots.end());
    for (auto lot = lots.begin(); lot != cases; ++lot) persons.health.values()[lot->second] = Health::infectious;
}

struct Sir : Rules {
    Contact contact = Contact::network;
    NetworkRule network;
    EpidemicRule epidemic;

    void declare(Parameters& p) override
    {
        declare_contact(p, contact);
        p.group(network, {"network", "", "who is whose neighbour"});
        p.group(epidemic, {"epidemic", "", "how the infection passes"});
    }

    void build(Builder& b) const override
    {
        Persons& persons = b.population<Persons>(static_cast<std::uint32_t>(network.agents));
        infect_first(b, persons, epidemic.initial);

        if (contact == Contact::network) {
            b.network<Persons>(network.make(b));
            double const ties_of_one = 2.0 * static_cast<double>(b.world().graph.tie_count()) / persons.size();
            b.each<MeetNeighbours>("meet", epidemic.transmission(ties_of_one), epidemic.recovery);
        } else {
            b.population<Crowd>(1);
            b.once<CountInfectious>("count_infectious", epidemic.transmission(persons.size()));
            b.each<MeetAnybody>("meet", epidemic.recovery);
        }

        auto const share_of = [&persons](Health health) {
            return static_cast<double>(std::ranges::count(std::as_const(persons.health).values(), health)) /
                   persons.size();
        };
        b.measure("infectious", "1", "share of persons who are infectious",
                  [share_of](World const&) { return share_of(Health::infectious); });
        b.measure("ever_infected", "1", "share of persons who are or were infectious, the first ones too",
                  [share_of](World const&) { return 1 - share_of(Health::susceptible); });
    }
};

} // namespace

Model sir()
{
    return {"sir", "1", "Epidemic with immunity (SIR, Reed-Frost)", [] { return std::make_unique<Sir>(); }};
}

} // namespace tianji::classics
