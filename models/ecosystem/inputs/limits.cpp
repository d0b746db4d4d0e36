#include "models/ecosystem/inputs/limits.hpp"

#include "engine/base/message.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace tianji::ecosystem {

namespace {

void refuse(std::string what, double minor, std::string suggestion)
{
    throw InvalidInput(
        Problem{{},
                fmt::format("{} {:.0f} million", what, minor / static_cast<double>(minor_per_million)),
                fmt::format("at most {:.0f} million, or sums would leave 64 bits", in_millions(largest_total)),
                std::move(suggestion)});
}

} // namespace

void refuse_too_much_money(Founding const& founding, MoneyFactors const& f)
{
    constexpr auto most = static_cast<double>(largest_total.minor);
    double on_projects = 0.0, base_year = 0.0; // [cent/tick], [cent/year]
    for (FoundingProject const& one : founding.projects)
        if (is_running(one)) on_projects += staff_of(one, 1.0);
    for (FieldOfKnowledge const& one : founding.fields) base_year += static_cast<double>(one.budget_per_year.minor);

    // Everybody employs one researcher at least, and sells what pays for own research.
    double const least = static_cast<double>(founding.organisations.size()) * f.per_staff;
    double const research = least + on_projects / f.utilisation;
    double const sales = (research - on_projects) / f.research_intensity;
    double const accounts = (research + sales) * f.cash_target + 2.0 * sales + research;
    if (accounts > most)
        refuse("the accounts would start with", accounts,
               "check treasuries.wage, market.research_intensity and the money of projects");
    if (base_year * f.budget_scale > most / 100.0) // it may be saved up
        refuse("the budget of a year would be", base_year * f.budget_scale, "lower call.budget_scale");
}

} // namespace tianji::ecosystem
