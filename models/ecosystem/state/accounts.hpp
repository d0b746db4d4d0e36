// Accounts that are not an organisation's: every yuan and every euro comes from one account and goes to another.
#pragma once

#include "engine/world/ledger.hpp"
#include "engine/world/population.hpp"

#include <cstdint>
#include <string_view>

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

// The prices and totals of the economy; one row.
struct Economy : Population {
    Economy() : Population("economy") {}
    Column<Money> wage{*this, "wage", "cent/FTE/tick", "pay of one full-time researcher", Money{}};
    Column<double> staff{*this, "staff", "FTE", "researchers employed", 0.0};
    Column<double> staff_at_start{*this, "staff_at_start", "FTE", "researchers employed at the start", 0.0};
    Column<double> mean_quality{*this, "mean_quality", "1", "product quality, weighted by market share", 1.0};
};
inline constexpr Row<Economy> the_economy{0};

// What money is paid for; the order is that of the words in purpose_words.
enum class Purpose : std::uint16_t {
    grant,            // from a public purse to a project of a programme
    matching,         // from a treasury that matches, to such a project
    owner_matching,   // from the firm that posted the challenge
    inherited_grant,  // from a public purse to a project that was running at the start
    public_research,  // from a project to its members, for work done, out of public money
    private_research, // the same out of the owner's money
    result,           // from a project to its members, what is left of a price when the work is done
    refund,           // from a project back to its funders
    clawback,         // from members back to the first funder
    research_wages,
    research_overhead,
    production_wages,
    application_cost,
    base_funding, // from the nation to organisations that do not sell
    sales,
    exports,
    imports,
    tax,
    dividend,
    public_spending, // of treasuries on anything but research
    estate,
    seed_money
};
inline constexpr std::string_view purpose_words[] = {"grant",
                                                     "matching",
                                                     "owner_matching",
                                                     "inherited_grant",
                                                     "public_research",
                                                     "private_research",
                                                     "result",
                                                     "refund",
                                                     "clawback",
                                                     "research_wages",
                                                     "research_overhead",
                                                     "production_wages",
                                                     "application_cost",
                                                     "base_funding",
                                                     "sales",
                                                     "exports",
                                                     "imports",
                                                     "tax",
                                                     "dividend",
                                                     "public_spending",
                                                     "estate",
                                                     "seed_money"};

constexpr std::uint16_t code(Purpose purpose) { return static_cast<std::uint16_t>(purpose); }

// Who may fund a project, in the order of the columns `promised` and `paid` of Projects.
enum class Funder : std::uint8_t { european_union, nation, province, city, county, owner, applicant, investor };
inline constexpr std::uint32_t n_funders = 8;
inline constexpr std::string_view funder_words[] = {"european_union", "nation", "province",  "city",
                                                    "county",         "owner",  "applicant", "investor"};
constexpr std::uint32_t column_of(Funder funder) { return static_cast<std::uint32_t>(funder); }
// The treasury of a level; only for nation, province, city and county.
constexpr Row<DomesticSectors> sector_of(Funder funder) { return {column_of(funder)}; }
static_assert(sector_of(Funder::nation).index == static_cast<std::uint32_t>(Domestic::nation) &&
              sector_of(Funder::county).index == static_cast<std::uint32_t>(Domestic::county));
constexpr bool is_public(Funder funder) { return column_of(funder) <= column_of(Funder::county); }

} // namespace tianji::ecosystem
