// Firms, universities, labs, public bodies and intermediaries: one population, so that "seek partners" is written once.
#pragma once

#include "engine/world/ledger.hpp"
#include "engine/world/population.hpp"
#include "models/ecosystem/words/kinds.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tianji::ecosystem {

struct Organisations : Population {
    Organisations() : Population("organisations") {}

    Column<Kind> kind{*this, "kind", "1", "firm, university, lab, public body or intermediary"};
    Column<Standing> standing{*this, "standing", "1", "latent until the first win, then active", Standing::active};
    Column<std::int32_t> born{*this, "born", "tick", "tick of its founding, 0 for those there at the start", 0};
    Column<std::int32_t> since{*this, "since", "tick", "tick of the first win; -1 for those active at the start", -1};
    Column<double> skill{*this, "skill", "1", "knowledge of each field, 0 to 1 (n_organisations, n_fields)", 0.0};
    Column<double> staff{*this, "staff", "FTE", "researchers employed", 1.0};
    Column<double> booked{*this, "booked", "FTE", "researchers promised to projects", 0.0};
    Column<double> own_research{*this, "own_research", "FTE", "researchers the organisation pays itself", 0.3};
    Column<double> paid_share{*this, "paid_share", "1", "share of the research payroll that could be paid last tick",
                              1.0};
    Column<std::int32_t> unpaid_ticks{*this, "unpaid_ticks", "tick", "ticks in a row with payroll unpaid", 0};
    // Adaptive belief about winning a call: Beta(wins, losses).
    Column<double> wins{*this, "wins", "1", "calls won, with the prior", 1.0};
    Column<double> losses{*this, "losses", "1", "calls lost, with the prior", 3.0};
    Column<double> markup{*this, "markup", "1", "mark-up on cost in a bid with a price", 0.1};
    // The market.
    Column<double> share{*this, "share", "1", "share of the market", 0.0};
    Column<double> quality{*this, "quality", "1", "quality of products", 1.0};
    Column<Money> revenue{*this, "revenue", "cent/tick", "mean sales or base funding of four ticks", Money{}};
    Column<Money> taken{*this, "taken", "cent", "sales or base funding received last tick", Money{}};
    Column<Money> public_received{*this, "public_received", "cent", "public money for projects since the start",
                                  Money{}};
    Column<Money> programme_received{*this, "programme_received", "cent", "of it from programmes", Money{}};
    Purse cash{*this, "cash", "money of an organisation"};

    // A start-up.
    struct Birth {
        std::vector<double> skill;
        double staff;
        double share;
        Money revenue;
        std::int32_t tick;
    };
    // Seed money goes to its cash.
    static Purse Organisations::*purse_at_birth() { return &Organisations::cash; }
    void place(Row<Organisations> row, Birth const& birth);
    void depart(std::uint32_t row, std::int64_t tick) override;
    void visit_private(StateVisitor& visitor, std::string const& path) override;

    // Names in the input, by slot; those of start-ups are made up.
    std::vector<std::string> names;
    // Who is no more, for the result file.
    struct Departed {
        std::string name;
        std::uint32_t slot;
        Kind kind;
        Standing standing;
        std::int32_t born, since;
        std::int64_t died;
        Money public_received, programme_received;
    };
    std::vector<Departed> departed;
};

// The members of a team that are there: up to the first empty place.
inline std::span<AgentId<Organisations> const> present(std::span<AgentId<Organisations> const> places)
{
    auto const end = std::ranges::find_if(places, [](AgentId<Organisations> id) { return id.is_none(); });
    return places.first(static_cast<std::size_t>(end - places.begin()));
}

// Researchers an organisation can still promise: it may hire for a project, by half its staff or two people.
inline double room(double staff, double booked) { return std::max(staff * 1.5, staff + 2.0) - booked; }

} // namespace tianji::ecosystem
