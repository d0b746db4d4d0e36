// What kinds of organisation there are, and what each kind means for the rules.
#pragma once

#include <cstdint>
#include <string_view>

namespace tianji::ecosystem {

// The codes of CORDIS: PRC, HES, REC, PUB, OTH.
enum class Kind : std::uint8_t { firm, university, lab, public_body, intermediary };
inline constexpr std::uint32_t n_kinds = 5;
inline constexpr std::string_view kind_words[] = {"PRC", "HES", "REC", "PUB", "OTH"};
static_assert(std::size(kind_words) == n_kinds);

// Sells on the market, pays tax and dividends; its researchers beside projects are paid by sales.
constexpr bool sells(Kind kind) { return kind == Kind::firm; }
// Its researchers beside projects are paid by the nation.
constexpr bool lives_on_base_funding(Kind kind) { return kind != Kind::firm; }
// Ends when it cannot pay its people.
constexpr bool can_fail(Kind kind) { return kind == Kind::firm; }

// A latent organisation exists, but nobody has seen it yet: its first win makes it a newcomer.
enum class Standing : std::uint8_t { latent, active };

} // namespace tianji::ecosystem
