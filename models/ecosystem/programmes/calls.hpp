// A call for bids on one technology; it lives from its opening to the decision.
#pragma once

#include "engine/world/population.hpp"
#include "models/ecosystem/technologies/technologies.hpp"

#include <cstdint>

namespace tianji::ecosystem {

struct Programmes;

struct Calls : Population {
    Calls() : Population("calls") { logs_lives = false; } // events tell of calls by technology

    Column<Row<Programmes>> programme{*this, "programme", "1", "programme that called", Row<Programmes>{}};
    Column<Row<Technologies>> technology{*this, "technology", "1", "technology called for", Row<Technologies>{}};
    Column<AgentId<Organisations>> owner{*this, "owner", "1", "the firm that posted the challenge, or none",
                                         AgentId<Organisations>{}};
    Column<std::int32_t> decides{*this, "decides", "tick", "tick in which bids are due and decided", 0};
    Column<std::int32_t> target{*this, "target", "1", "readiness asked for", 0};

    struct Birth {
        Row<Programmes> programme;
        Row<Technologies> technology;
        AgentId<Organisations> owner;
        std::int32_t decides, target;
    };
    void place(Row<Calls> row, Birth const& birth);
};

} // namespace tianji::ecosystem
