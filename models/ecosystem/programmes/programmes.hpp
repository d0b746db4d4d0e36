// Programmes: an instrument each with a budget, its terms, and the calls that are open.
#pragma once

#include "engine/simulation/column_views.hpp"
#include "models/ecosystem/programmes/calls.hpp"
#include "models/ecosystem/programmes/components.hpp"
#include "models/ecosystem/programmes/terms.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tianji::ecosystem {

// One row per programme: what it may still award, and what its projects that have ended came to. A project keeps the
// terms it was awarded under.
struct Programmes : Population {
    explicit Programmes(Terms terms) : Population("programmes"), terms(std::move(terms)) { lost.set_width(n_funders); }
    Terms const terms;

    Column<Money> available{*this, "available", "cent", "budget not yet awarded", Money{}};
    Column<Money> awarded{*this, "awarded", "cent", "awarded since the start", Money{}};
    Column<Money> wasted{*this, "wasted", "cent", "public money spent on lanes that were eliminated", Money{}};
    Column<Money> public_paid{*this, "public_paid", "cent", "public money paid to projects that have ended, net",
                              Money{}};
    Column<Money> lost{*this, "lost", "cent", "spent on projects that ended short of their promise (n, n_funders)",
                       Money{}};
    Column<std::int32_t> verified{*this, "verified", "1", "projects that kept their promise", 0};
    Column<std::int32_t> expired{*this, "expired", "1", "projects that did not in time", 0};
    Column<std::int32_t> eliminated{*this, "eliminated", "1", "lanes eliminated in a race", 0};
};

// The terms of programmes: calls follow those that hold now, a project keeps those of its award.
class Contracts {
public:
    using IsView = void;
    explicit Contracts(Wiring& wiring) : programmes_(&wiring.world.population<Programmes>()) {}

    // Those of an award in the given era.
    Programme const& in_era(std::size_t era, Row<Programmes> row) const
    {
        return programmes_->terms.in_era(era, row.index);
    }
    Programme const& latest(Row<Programmes> row) const { return programmes_->terms.latest(row.index); }
    // Null for a programme that calls no more.
    Programme const* current(Row<Programmes> row) const { return programmes_->terms.current(row.index); }
    std::string const& name(Row<Programmes> row) const { return programmes_->terms.name(row.index); }

private:
    Programmes const* programmes_;
};

// What programmes may still award.
class Budgets {
public:
    using IsView = void;
    explicit Budgets(Wiring& w) : available_(w), awarded_(w) {}

    Money left(Self<Programmes> programme) const { return available_[programme]; }
    void grant(Self<Programmes> programme, Money amount) const { available_[programme] += amount; }
    // `from_budget`: what of it comes out of the budget; a team on its own account needs none.
    void award(Self<Programmes> programme, Money amount, Money from_budget) const
    {
        available_[programme] -= from_budget;
        awarded_[programme] += amount;
    }

private:
    Own<&Programmes::available> available_;
    Own<&Programmes::awarded> awarded_;
};

// What the projects of programmes that have ended came to.
class Balance {
public:
    using IsView = void;
    explicit Balance(Wiring& w) : public_paid_(w), wasted_(w), lost_(w), verified_(w), expired_(w), eliminated_(w) {}

    // Net of what came back.
    void add_public_money(Self<Programmes> programme, Money amount) const { public_paid_[programme] += amount; }
    // Of it, on a lane that was eliminated.
    void add_waste(Self<Programmes> programme, Money amount) const { wasted_[programme] += amount; }
    void count_verified(Self<Programmes> programme) const { ++verified_[programme]; }
    void count_expired(Self<Programmes> programme) const { ++expired_[programme]; }
    void count_eliminated(Self<Programmes> programme) const { ++eliminated_[programme]; }
    // On a project that ended short of its promise.
    void add_loss(Self<Programmes> programme, Funder payer, Money amount) const
    {
        lost_.row(programme)[column_of(payer)] += amount;
    }

private:
    Own<&Programmes::public_paid> public_paid_;
    Own<&Programmes::wasted> wasted_;
    Own<&Programmes::lost> lost_;
    Own<&Programmes::verified> verified_;
    Own<&Programmes::expired> expired_;
    Own<&Programmes::eliminated> eliminated_;
};

// What the first funder promises for a bid.
Money amount_of(Amount const& amount, Money price, Money cost);

} // namespace tianji::ecosystem
