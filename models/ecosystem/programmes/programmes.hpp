// Programmes: an instrument each with a budget, its terms, and the calls that are open.
#pragma once

#include "engine/simulation/wiring.hpp"
#include "models/ecosystem/programmes/calls.hpp"
#include "models/ecosystem/programmes/components.hpp"
#include "models/ecosystem/programmes/terms.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tianji::ecosystem {

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

// The terms of programmes: calls follow those that hold now, a project keeps those of its award.
class Contracts {
public:
    using IsView = void;
    explicit Contracts(Wiring& wiring) : programmes_(&wiring.world.population<Programmes>()) {}

    Programme const& of_project(std::uint32_t project, std::int32_t programme) const
    {
        return programmes_->of_project(project, programme);
    }
    Programme const& latest(std::int32_t programme) const
    {
        return programmes_->terms.latest(static_cast<std::size_t>(programme));
    }
    // Null for a programme that calls no more.
    Programme const* current(Row<Programmes> row) const { return programmes_->terms.current(row.index); }
    std::string const& name(Row<Programmes> row) const { return programmes_->terms.name(row.index); }

private:
    Programmes const* programmes_;
};

// What the first funder promises for a bid.
Money amount_of(Amount const& amount, Money price, Money cost);

} // namespace tianji::ecosystem
