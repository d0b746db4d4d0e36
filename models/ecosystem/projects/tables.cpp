#include "models/ecosystem/projects/tables.hpp"

#include "engine/simulation/builder.hpp"
#include "models/ecosystem/projects/verbs.hpp"

#include <string>
#include <vector>

namespace tianji::ecosystem {

namespace {

template <std::size_t N>
std::vector<std::string> words(std::string_view const (&list)[N])
{
    return {std::begin(list), std::end(list)};
}

std::vector<std::string> const funders = words(funder_words);
std::vector<std::string> const states = words(project_state_words);
std::vector<std::string> const payment_reasons = words(payment_words);

void declare_money(RowFields& f, std::array<Money, n_funders> const& amounts, std::string const& meaning)
{
    for (std::uint32_t i = 0; i < n_funders; ++i)
        f.money(amounts[i], "by_" + funders[i], meaning + " by " + funders[i]);
}

} // namespace

void Award::declare(RowFields& f) const
{
    f.integer(tick, "tick", "1", "tick of the award");
    f.integer(project, "project", "1", "number of the project");
    f.integer(programme, "programme", "1", "number of the programme");
    f.integer(technology, "technology", "1", "number of the technology");
    f.integer(lead, "lead", "1", "slot of the organisation that leads");
    f.integer(members, "members", "1", "organisations in the team");
    f.number(staff, "staff", "FTE", "researchers planned");
    f.money(cost, "cost", "planned cost");
    declare_money(f, promised, "promised");
    f.integer(refused, "refused", "1", "1 if the matching chain refused it");
}

void PaymentRow::declare(RowFields& f) const
{
    f.integer(tick, "tick", "1", "tick of the payment");
    f.integer(project, "project", "1", "number of the project");
    f.integer(programme, "programme", "1", "number of the programme, -1 for a project running at the start");
    f.code(funder, "funder", "who paid, or was paid back; the applicant is the team", funders);
    f.code(reason, "reason", "what released the payment", payment_reasons);
    f.money(amount, "amount", "paid to the project; negative if paid back");
}

void Review::declare(RowFields& f) const
{
    f.integer(tick, "tick", "1", "tick of the review");
    f.integer(project, "project", "1", "number of the project");
    f.integer(programme, "programme", "1", "number of the programme");
    f.integer(technology, "technology", "1", "number of the technology");
    f.integer(gate, "gate", "1", "which gate, from 0");
    f.number(signal, "signal", "1", "what the reviewers saw of the quality of the approach");
    f.integer(kept, "kept", "1", "1 if the lane goes on, 0 if it is eliminated");
}

void ProjectOutcome::declare(RowFields& f) const
{
    f.integer(tick, "tick", "1", "tick in which it ended");
    f.integer(project, "project", "1", "number of the project");
    f.integer(programme, "programme", "1", "number of the programme, -1 for a project running at the start");
    f.integer(technology, "technology", "1", "number of the technology, -1 for none");
    f.code(state, "state", "how it ended", states);
    f.integer(start_level, "start_level", "1", "readiness it started from");
    f.integer(level, "level", "1", "readiness it reached");
    f.integer(target, "target", "1", "readiness it promised");
    f.money(cost, "cost", "cost of the work done");
    declare_money(f, paid, "paid");
}

void keep_projects(Builder& b)
{
    World& world = b.world();
    world.add_table<Award>("awards", "every award and who promised how much");
    world.add_table<PaymentRow>("payments", "every payment to or from a project");
    world.add_table<Review>("reviews", "every lane at every gate of a race");
    world.add_table<ProjectOutcome>("outcomes", "every project that has ended");
}

} // namespace tianji::ecosystem
