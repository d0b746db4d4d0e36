// Who may fund a project.
#pragma once

#include <cstdint>
#include <string_view>

namespace tianji::ecosystem {

// In the order of the columns `promised` and `paid` of Projects.
enum class Funder : std::uint8_t { european_union, nation, province, city, county, owner, applicant, investor };
inline constexpr std::uint32_t n_funders = 8;
inline constexpr std::string_view funder_words[] = {"european_union", "nation", "province",  "city",
                                                    "county",         "owner",  "applicant", "investor"};
static_assert(std::size(funder_words) == n_funders);
constexpr std::uint32_t column_of(Funder funder) { return static_cast<std::uint32_t>(funder); }
constexpr bool is_public(Funder funder) { return column_of(funder) <= column_of(Funder::county); }

// The levels of government that have a treasury.
inline constexpr Funder treasury_levels[] = {Funder::nation, Funder::province, Funder::city, Funder::county};

} // namespace tianji::ecosystem
