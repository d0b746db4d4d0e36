// What money is paid for.
#pragma once

#include <cstdint>
#include <string_view>

namespace tianji::ecosystem {

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

static_assert(std::size(purpose_words) == static_cast<std::size_t>(Purpose::seed_money) + 1);

constexpr std::uint16_t code(Purpose purpose) { return static_cast<std::uint16_t>(purpose); }

} // namespace tianji::ecosystem
