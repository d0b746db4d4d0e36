// Populations and helpers shared by the tests of simulation.
#pragma once

#include "engine/graph/generators.hpp"
#include "engine/simulation/simulation.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tianji::sample {

struct Banks : Population {
    Banks() : Population("banks") {}
    Column<std::int64_t> seen{*this, "seen", "1", "counts what the bank has seen", 0};
    Purse vault{*this, "vault", "money of a bank"};
    Purse issued{*this, "issued", "money a bank has brought into the world", MayBeNegative::yes};
};

struct Firms : Population {
    Firms() : Population("firms") {}
    Column<double> level{*this, "level", "1", "any number", 0.0};
    Column<std::uint64_t> word{*this, "word", "1", "the last word drawn", 0};
    Column<std::int64_t> seen{*this, "seen", "1", "counts what the firm has seen", 0};
    Column<std::int32_t> skill{*this, "skill", "1", "skill of each field (n_firms, 3)", 0};
    Column<double> plan{*this, "plan", "1", "given by nobody"};
    Purse cash{*this, "cash", "money of a firm"};

    struct Birth {
        double level = 0.0;
    };
    static Purse Firms::*purse_at_birth() { return &Firms::cash; }
    void place(Row<Firms> row, Birth const& birth) { level.values()[row.index] = birth.level; }
};

struct Note {
    using Receiver = Firms;
    static constexpr std::string_view name = "note";
    std::uint32_t from;
    std::int32_t number;
};

struct Settings {
    std::int64_t ticks = 1;
    int threads = 1;
    Audit audit = Audit::no;
    Division division = Division::where_it_pays;
    std::uint64_t seed = 1;
};

// A simulation of what `declare` tells a builder.
template <class Declare>
Simulation simulation_of(Declare const& declare, Settings settings = {})
{
    Builder builder(Clock{}, settings.ticks, settings.seed, 0);
    declare(builder);
    return Simulation(std::move(builder), settings.threads, settings.audit, settings.division);
}

inline Outcome run(Simulation& simulation)
{
    Observer nobody;
    return simulation.run(nobody);
}

// n firms with `money` each, on a ring where n allows it.
inline Firms& found_firms(Builder& b, std::uint32_t n, std::int64_t money = 0)
{
    if (b.world().ledger.purposes().empty()) b.world().ledger.declare_purposes({"gift", "seed"});
    Firms& firms = b.world().add_population<Firms>();
    firms.skill.set_width(3);
    firms.populate(n);
    for (std::uint32_t row = 0; row < n; ++row)
        b.world().ledger.endow(b.world().account(&Firms::cash, Row<Firms>{row}), Money{money});
    if (n > 2) b.network<Firms>(ring_lattice(n, 2));
    return firms;
}

inline Firms const& firms_of(Simulation const& simulation) { return simulation.world().population<Firms>(); }

template <class T>
std::vector<T> values_of(Column<T> const& column)
{
    return {column.values().begin(), column.values().end()};
}

// Draws one word.
struct Draw {
    Own<&Firms::word> word;
    void operator()(Self<Firms> self, Stream& luck) const { word[self] = luck.word(); }
};

} // namespace tianji::sample
