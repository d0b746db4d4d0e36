// The words of the log of events.
#pragma once

#include <cstdint>
#include <string_view>

namespace tianji::ecosystem {

// The model's own events, behind those of every log.
inline constexpr std::string_view event_words[] = {"call_opened",      "award",         "level_gained",
                                                   "level_duplicated", "project_ended", "entry"};
enum class EcosystemEvent : std::int32_t { call_opened, award, level_gained, level_duplicated, project_ended, entry };
constexpr std::int32_t code(EcosystemEvent event) { return 5 + static_cast<std::int32_t>(event); }

// Why a tie was formed or ended, an agent died.
inline constexpr std::string_view reason_words[] = {"repeat", "closure",    "newcomer", "farther",
                                                    "faded",  "insolvency", "decided",  "ended"};
enum class Reason : std::uint8_t { none, repeat, closure, newcomer, farther, faded, insolvency, decided, ended };
constexpr std::uint8_t code(Reason reason) { return static_cast<std::uint8_t>(reason); }

} // namespace tianji::ecosystem
