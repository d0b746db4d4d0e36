// A small world that has one of everything: a population with columns and a purse, a network, mail.
#pragma once

#include "engine/world/world.hpp"

#include <cstdint>
#include <string_view>

namespace tianji {

inline Executor alone(1); // one thread

struct Firms : Population {
    Firms() : Population("firms") {}
    Column<double> staff{*this, "staff", "FTE", "researchers employed", 1.0};
    Column<std::int32_t> skill{*this, "skill", "1", "skill of each field (n_firms, 3)", 7};
    Column<std::int32_t> plan{*this, "plan", "1", "given by nobody"};
    Purse cash{*this, "cash", "money of a firm"};
    Purse debt{*this, "debt", "owed to the bank", MayBeNegative::yes};
};

struct Offer {
    using Receiver = Firms;
    static constexpr std::string_view name = "offer";
    std::int32_t price;
};

inline Account cash_of(World const& world, std::uint32_t row) { return world.account(&Firms::cash, Row<Firms>{row}); }

// Four firms with 100 each, tied in a path.
inline Firms& settle_firms(World& world, std::uint32_t n = 4)
{
    Firms& firms = world.add_population<Firms>();
    firms.skill.set_width(3);
    firms.populate(n);
    world.ledger.declare_purposes({"gift", "wage"});
    for (std::uint32_t row = 0; row < n; ++row) world.ledger.endow(cash_of(world, row), Money{100});
    return firms;
}

} // namespace tianji
