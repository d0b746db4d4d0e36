// A call for bids on one technology; it lives from its opening to the decision.
#pragma once

#include "models/ecosystem/rules/terms.hpp"
#include "models/ecosystem/state/organisations.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tianji::ecosystem {

struct Calls : Population {
    Calls() : Population("calls") {}

    Column<std::int32_t> programme{*this, "programme", "1", "programme that called", 0};
    Column<std::int32_t> technology{*this, "technology", "1", "technology called for", 0};
    Column<AgentId<Organisations>> owner{*this, "owner", "1", "the firm that posted the challenge, or none",
                                         AgentId<Organisations>{}};
    Column<std::int32_t> decides{*this, "decides", "tick", "tick in which bids are due and decided", 0};
    Column<std::int32_t> target{*this, "target", "1", "readiness asked for", 0};

    struct Birth {
        std::int32_t programme, technology;
        AgentId<Organisations> owner;
        std::int32_t decides, target;
    };
    void place(Row<Calls> row, Birth const& birth);
};

// One row per programme: what it may still award. A project keeps the terms it was awarded under.
struct Programmes : Population {
    // `projects` has a row per award, in their order, and never gives one up.
    Programmes(Terms terms, Population const& projects)
        : Population("programmes"), terms(std::move(terms)), projects_(&projects)
    {
    }
    Terms const terms;
    Programme const& of_project(std::uint32_t project, std::int32_t programme) const;
    void visit_private(StateVisitor& visitor, std::string const& path) override;

    Column<Money> available{*this, "available", "cent", "budget not yet awarded", Money{}};
    Column<Money> awarded{*this, "awarded", "cent", "awarded since the start", Money{}};
    Column<Money> wasted{*this, "wasted", "cent", "public money spent on lanes that were eliminated", Money{}};

private:
    Population const* projects_;
    std::vector<std::uint32_t> first_projects_; // of each era but the first
};

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

// A project tells a member that it worked on it, and with how much public money.
struct Work {
    using Receiver = Organisations;
    static constexpr std::string_view name = "work";
    static constexpr bool has_no_padding = true;

    std::int32_t technology = -1;
    std::uint32_t fields = 0;
    Money public_money;    // received for it in this tick
    Money programme_money; // of it from a programme
};

} // namespace tianji::ecosystem
