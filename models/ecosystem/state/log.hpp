// The tables in which every decision about money leaves a row, and the words of the log of events.
#pragma once

#include "engine/world/table.hpp"
#include "models/ecosystem/state/accounts.hpp"
#include "models/ecosystem/state/projects.hpp"

#include <array>
#include <cstdint>

namespace tianji::ecosystem {

enum class Decision : std::int32_t { won, lost, below_bar, no_budget, no_capacity, no_cash };

struct Application {
    std::int32_t tick = 0, programme = 0, technology = 0, applicant = 0;
    std::int32_t members = 0, rank = 0;
    double true_success = 0.0, observed = 0.0, score = 0.0, bar = 0.0;
    Money price, amount;
    Decision decision = Decision::lost;

    void declare(RowFields& f) const;
};

struct Award {
    std::int32_t tick = 0, project = 0, programme = 0, technology = 0, lead = 0, members = 0;
    double staff = 0.0;
    Money cost;
    std::array<Money, n_funders> promised{};
    bool refused = false; // by the matching chain

    void declare(RowFields& f) const;
};

struct PaymentRow {
    std::int32_t tick = 0, project = 0, programme = 0, funder = 0, reason = 0;
    Money amount;

    void declare(RowFields& f) const;
};

struct Review {
    std::int32_t tick = 0, project = 0, programme = 0, technology = 0, gate = 0;
    double signal = 0.0;
    bool kept = false;

    void declare(RowFields& f) const;
};

struct ProjectOutcome {
    std::int32_t tick = 0, project = 0, programme = 0, technology = 0, state = 0;
    std::int32_t start_level = 0, level = 0, target = 0;
    Money cost;
    std::array<Money, n_funders> paid{};

    void declare(RowFields& f) const;
};

// Why a payment was made.
inline constexpr std::string_view payment_words[] = {"award",  "date",   "level",   "verified",
                                                     "refund", "result", "clawback"};
enum class PaymentReason : std::int32_t { award, date, level, verified, refund, result, clawback };

// The model's own events, behind those of every log.
inline constexpr std::string_view event_words[] = {"call_opened",      "award",         "level_gained",
                                                   "level_duplicated", "project_ended", "entry"};
enum class EcosystemEvent : std::int32_t { call_opened, award, level_gained, level_duplicated, project_ended, entry };
constexpr std::int32_t code(EcosystemEvent event) { return 5 + static_cast<std::int32_t>(event); }

// Why a tie was formed or ended, an agent died.
inline constexpr std::string_view reason_words[] = {"repeat", "closure",    "newcomer", "farther",
                                                    "faded",  "insolvency", "decided"};
enum class Reason : std::uint8_t { none, repeat, closure, newcomer, farther, faded, insolvency, decided };
constexpr std::uint8_t code(Reason reason) { return static_cast<std::uint8_t>(reason); }

} // namespace tianji::ecosystem
