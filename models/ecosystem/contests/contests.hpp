// Bids for calls.
#pragma once

#include "models/ecosystem/programmes/programmes.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace tianji::ecosystem {

inline constexpr std::uint32_t most_members = 8; // of a team that bids

// A bid on its way to a call. Padding-free by layout.
struct Bid {
    using Receiver = Calls;
    static constexpr std::string_view name = "bid";
    static constexpr bool has_no_padding = true;

    std::array<AgentId<Organisations>, most_members> members{}; // the lead first
    std::array<double, most_members> shares{};                  // [1] of the cost, sum 1
    double staff = 0.0;                                         // [FTE]
    double success = 0.0;                                       // [1] probability as the lead sees it
    double true_success = 0.0;                                  // [1] with the team's real knowledge, approach unknown
    Money cost, price;                                          // [cent] planned cost; asked from the first funder
    std::int64_t start_level = 0;                               // [1] readiness the team starts from
};

} // namespace tianji::ecosystem
