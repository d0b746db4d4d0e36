// Firms, universities, labs, public bodies and intermediaries: one population, so that "seek partners" is written once.
#pragma once

#include "engine/simulation/column_views.hpp"
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
    Column<Money> pledged{*this, "pledged", "cent", "promised as an owner to running projects and not yet paid",
                          Money{}};
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

// Researchers an organisation can still promise [FTE]: it may hire for a project, by half its staff or two people.
inline double room(double staff, double booked) { return std::max(staff * 1.5, staff + 2.0) - booked; }

// Researchers promised to projects.
class Workload {
public:
    using IsView = void;
    explicit Workload(Wiring& w) : staff_(w), booked_(w) {}

    double free(Self<Organisations> member) const { return room(staff_[member], booked_[member]); }
    // Employed or promised, whichever is more: who has to be paid.
    double people(Self<Organisations> member) const { return std::max(staff_[member], booked_[member]); }
    void book(Self<Organisations> member, double people) const { booked_[member] += people; }
    void release(Self<Organisations> member, double people) const
    {
        booked_[member] = std::max(0.0, booked_[member] - people);
    }

private:
    Read<&Organisations::staff> staff_;
    Own<&Organisations::booked> booked_;
};

// What an owner has promised to match and not yet paid.
class Pledges {
public:
    using IsView = void;
    explicit Pledges(Wiring& w) : pledged_(w) {}

    Money left(Self<Organisations> owner, Money cash) const { return std::max(Money{}, cash - pledged_[owner]); }
    void promise(Self<Organisations> owner, Money amount) const { pledged_[owner] += amount; }
    // Paid, or no longer owed.
    void release(Self<Organisations> owner, Money amount) const { pledged_[owner] -= amount; }

private:
    Own<&Organisations::pledged> pledged_;
};

// Public research money since the start.
class Receipts {
public:
    using IsView = void;
    explicit Receipts(Wiring& w) : public_(w), programme_(w) {}

    // `of_programmes`: the part of it that programmes paid. Below 0 where it is paid back.
    void add(Self<Organisations> member, Money public_money, Money of_programmes) const
    {
        public_[member] += public_money;
        programme_[member] += of_programmes;
    }

private:
    Own<&Organisations::public_received> public_;
    Own<&Organisations::programme_received> programme_;
};

// What leads have learnt from calls: the chance of winning, and which price wins.
class Experience {
public:
    using IsView = void;
    explicit Experience(Wiring& w) : wins_(w), losses_(w), markup_(w) {}

    // `step`: change of the mark-up, 0 where bids have no price. Learning direction (Selten and Buchta 1999).
    void add(Self<Organisations> lead, bool has_won, double step) const
    {
        (has_won ? wins_[lead] : losses_[lead]) += 1.0;
        if (step != 0.0) markup_[lead] = std::clamp(markup_[lead] + (has_won ? step : -step), 0.0, 0.5);
    }

private:
    Own<&Organisations::wins> wins_;
    Own<&Organisations::losses> losses_;
    Own<&Organisations::markup> markup_;
};

// Who has been seen in a project.
class Appearance {
public:
    using IsView = void;
    explicit Appearance(Wiring& w) : standing_(w), since_(w) {}

    // True for a newcomer.
    bool enter(Self<Organisations> member, std::int64_t tick) const
    {
        if (standing_[member] == Standing::active) return false;
        standing_[member] = Standing::active;
        since_[member] = static_cast<std::int32_t>(tick);
        return true;
    }

private:
    Own<&Organisations::standing> standing_;
    Own<&Organisations::since> since_;
};

// What organisations took in this tick: sales, or base funding.
class Income {
public:
    using IsView = void;
    explicit Income(Wiring& w) : taken_(w) {}

    void set(Self<Organisations> organisation, Money amount) const { taken_[organisation] = amount; }

private:
    Own<&Organisations::taken> taken_;
};

// What firms sell: the quality of their products and their shares of the market.
class Products {
public:
    using IsView = void;
    explicit Products(Wiring& w) : quality_(w), share_(w) {}

    double quality(Self<Organisations> firm) const { return quality_[firm]; }
    double share(Self<Organisations> firm) const { return share_[firm]; }
    void improve(Self<Organisations> firm, double by) const { quality_[firm] += by; }
    void set_share(Self<Organisations> firm, double share) const { share_[firm] = share; }

private:
    Own<&Organisations::quality> quality_;
    Own<&Organisations::share> share_;
};

} // namespace tianji::ecosystem
