// Does one better variant take over a finite population (Moran 1958; fixation after Nowak 2006, eq. 6.12)? In each tick
// one individual, drawn in proportion to fitness, has a child that takes the place of one drawn uniformly.
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace tianji::classics {

namespace {

struct MoranRule {
    std::int64_t populations = 1000;
    std::int64_t individuals = 20; // N of each
    std::int64_t mutants = 1;      // at the start
    double fitness = 1.5;          // [1] r

    void declare(Parameters& p)
    {
        p.integer(populations, {"populations", "1", "independent populations"}, range(1, 1e7));
        p.integer(individuals, {"individuals", "1", "size of each population (N)"}, range(2, 1e6));
        p.integer(mutants, {"mutants", "1", "mutants at the start"}, range(0, 1e6));
        p.number(fitness, {"fitness", "1", "fitness of a mutant, of the others 1 (r)", "Moran 1958"}, above(0));
    }
    void validate(Parameters& p) const
    {
        if (mutants > individuals)
            p.refuse("mutants", "mutants is " + std::to_string(mutants),
                     "there are only " + std::to_string(individuals) + " individuals", "at most individuals");
    }
};

// Row i is a population: of well mixed individuals only the number of mutants matters.
struct Demes : Population {
    Demes() : Population("populations") {}
    Column<std::uint32_t> mutants{*this, "mutants", "1", "individuals of the mutant variant"};
};

struct Replace {
    double size, fitness;
    Own<&Demes::mutants> mutants;

    void operator()(Self<Demes> self, Stream& luck) const
    {
        double const now = mutants[self];
        if (now == 0 || now == size) return; // one variant is left
        bool const born = luck.chance(fitness * now / (fitness * now + size - now));
        bool const died = luck.chance(now / size);
        if (born && !died) ++mutants[self];
        if (died && !born) --mutants[self];
    }
};

struct Moran : Rules {
    MoranRule rule;

    void declare(Parameters& p) override { p.group(rule, {"population", "", "who competes"}); }

    void build(Builder& b) const override
    {
        Demes& demes = b.population<Demes>(static_cast<std::uint32_t>(rule.populations));
        demes.mutants.fill(static_cast<std::uint32_t>(rule.mutants));

        b.each<Replace>("replace", static_cast<double>(rule.individuals), rule.fitness);

        auto const share_with = [&demes](std::int64_t mutants) {
            return static_cast<double>(std::ranges::count(std::as_const(demes.mutants).values(), mutants)) /
                   demes.size();
        };
        b.measure("fixed", "1", "share of populations of mutants only",
                  [share_with, n = rule.individuals](World const&) { return share_with(n); });
        b.measure("lost", "1", "share of populations without mutants",
                  [share_with](World const&) { return share_with(0); });
    }
};

} // namespace

Model moran()
{
    return {"moran", "1", "Fixation of a variant (Moran)", [] { return std::make_unique<Moran>(); }};
}

} // namespace tianji::classics
