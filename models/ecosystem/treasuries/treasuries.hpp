// Accounts that are not an organisation's: every yuan and every euro comes from one account and goes to another.
#pragma once

#include "engine/simulation/column_views.hpp"
#include "engine/world/ledger.hpp"
#include "engine/world/population.hpp"
#include "engine/world/world.hpp"
#include "models/ecosystem/words/funders.hpp"

#include <algorithm>
#include <cstdint>

namespace tianji::ecosystem {

// Households and the treasuries of government, one per level. They cannot spend what they do not have.
enum class Domestic : std::uint32_t { households, nation, province, city, county };
inline constexpr std::uint32_t n_domestic = 5;

struct DomesticSectors : Population {
    DomesticSectors() : Population("domestic_sectors") {}
    Purse purse{*this, "purse", "money of households and of the treasuries"};
    // Promised to running projects and not yet paid; a treasury promises only what it has.
    Column<Money> committed{*this, "committed", "cent", "promised to projects and not yet paid", Money{}};
};

// The world outside: the European Union's budget, and everybody else abroad. A liability: what they pay in net is what
// the country has received.
enum class Foreign : std::uint32_t { european_union, outside };
inline constexpr std::uint32_t n_foreign = 2;

struct ForeignSectors : Population {
    ForeignSectors() : Population("foreign_sectors") {}
    Purse purse{*this, "purse", "balance with the world outside", MayBeNegative::yes};
};

// The treasury of a level; only for nation, province, city and county.
constexpr Row<DomesticSectors> sector_of(Funder funder) { return {column_of(funder)}; }
static_assert(sector_of(Funder::nation).index == static_cast<std::uint32_t>(Domestic::nation) &&
              sector_of(Funder::county).index == static_cast<std::uint32_t>(Domestic::county));

inline constexpr Row<DomesticSectors> the_households{static_cast<std::uint32_t>(Domestic::households)};
inline constexpr Row<ForeignSectors> the_european_union{static_cast<std::uint32_t>(Foreign::european_union)};
inline constexpr Row<ForeignSectors> the_outside{static_cast<std::uint32_t>(Foreign::outside)};

// What treasuries have promised to running projects and not yet paid: they promise only what they have.
class Commitments {
public:
    using IsView = void;
    explicit Commitments(Wiring& w) : committed_(w) {}

    // What can still be promised out of a balance.
    Money left(Self<DomesticSectors> treasury, Money balance) const
    {
        return std::max(Money{}, balance - committed_[treasury]);
    }
    void promise(Self<DomesticSectors> treasury, Money amount) const { committed_[treasury] += amount; }
    // Paid, or no longer owed.
    void release(Self<DomesticSectors> treasury, Money amount) const { committed_[treasury] -= amount; }

private:
    Own<&DomesticSectors::committed> committed_;
};

// The account of all households.
inline Account household_account(World const& world) { return world.account(&DomesticSectors::purse, the_households); }

} // namespace tianji::ecosystem
