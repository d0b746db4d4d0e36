// A call for bids on one technology; it lives from its opening to the decision.
#pragma once

#include "engine/world/population.hpp"
#include "models/ecosystem/organisations/organisations.hpp"

#include <cstdint>

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

} // namespace tianji::ecosystem
