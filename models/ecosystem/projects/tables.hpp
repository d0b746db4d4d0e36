// The tables in which every award, payment, review and end of a project leaves a row.
#pragma once

#include "engine/world/table.hpp"
#include "models/ecosystem/projects/projects.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace tianji::ecosystem {

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

} // namespace tianji::ecosystem
