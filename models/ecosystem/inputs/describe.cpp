#include "models/ecosystem/inputs/describe.hpp"

#include "engine/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace tianji::ecosystem {

namespace {

// The median project is taken for a mistake of units below and above these, any other below the last [FTE].
constexpr double fewest_people = 0.02, most_people = 1000.0, fewest_of_one = 0.001;

std::string with_currency(std::string const& amount, std::string const& currency)
{
    return currency == "none" ? amount : amount + ' ' + currency;
}

std::string in_words(Money money, PriceOfResearch const& price)
{
    double const amount = in_millions(money);
    std::string const digits = amount < 1000.0 ? fmt::format("{:.4g}", amount) : fmt::format("{:.0f}", amount);
    return with_currency(digits + " million", price.currency);
}

// --- lines -------------------------------------------------------------------------------------------------------

std::string organisations_line(Founding const& founding)
{
    std::vector<std::string> counts;
    for (std::uint32_t kind = 0; kind < n_kinds; ++kind)
        if (auto const n =
                std::ranges::count(founding.organisations, static_cast<Kind>(kind), &FoundingOrganisation::kind);
            n > 0)
            counts.push_back(fmt::format("{} {}", n, kind_words[kind]));
    return fmt::format("organisations: {} ({}), of which {} latent", founding.organisations.size(), joined(counts),
                       std::ranges::count(founding.organisations, Standing::latent, &FoundingOrganisation::standing));
}

std::string projects_line(Founding const& founding)
{
    std::string line = fmt::format("projects: {} past, of which {} still run", founding.projects.size(),
                                   std::ranges::count_if(founding.projects, is_running));
    if (founding.later_projects > 0)
        line += fmt::format("; not used, as they start later: {}", founding.later_projects);
    if (founding.empty_projects > 0) line += fmt::format("; without participants: {}", founding.empty_projects);
    return line;
}

std::string money_line(Founding const& founding, PriceOfResearch const& price)
{
    Money all, running, base_year;
    for (FoundingProject const& one : founding.projects) {
        all += one.contribution;
        if (is_running(one)) running += one.contribution;
    }
    for (FieldOfKnowledge const& one : founding.fields) base_year += one.budget_per_year;
    return fmt::format("public money: {} in past projects, {} in those that run; {} per year before the start",
                       in_words(all, price), in_words(running, price), in_words(base_year, price));
}

std::string people_line(Founding const& founding, PriceOfResearch const& price)
{
    std::vector<double> booked(founding.organisations.size(), 0.0);
    double on_projects = 0.0, staff = 0.0;
    for (FoundingProject const& one : founding.projects)
        if (is_running(one))
            for (std::size_t i = 0; i < one.members.size(); ++i)
                booked[one.members[i]] += staff_of(one, price.per_staff) * one.shares[i];
    for (double const n : booked) {
        on_projects += n;
        staff += std::max(1.0, n / price.utilisation);
    }
    return fmt::format("researchers: {:.4g} FTE on these projects, {:.4g} FTE in all, at {} per tick each", on_projects,
                       staff, with_currency(fmt::format("{:.0f}", price.per_staff / minor_per_major), price.currency));
}

std::string ties_line(Founding const& founding)
{
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (FoundingProject const& one : founding.projects)
        for (std::size_t i = 0; i < one.members.size(); ++i)
            for (std::size_t j = i + 1; j < one.members.size(); ++j)
                pairs.insert(std::minmax(one.members[i], one.members[j]));
    return fmt::format("ties: {} between organisations that worked together", pairs.size());
}

// --- notes -------------------------------------------------------------------------------------------------------

// The past projects with money, those that pay for the fewest people first.
std::vector<std::pair<double, FoundingProject const*>> by_people(Founding const& founding, PriceOfResearch const& price)
{
    std::vector<std::pair<double, FoundingProject const*>> projects;
    for (FoundingProject const& one : founding.projects)
        if (one.contribution > Money{}) projects.emplace_back(staff_of(one, price.per_staff), &one);
    std::ranges::stable_sort(projects, {}, [](auto const& one) { return one.first; });
    return projects;
}

std::string amount_of(FoundingProject const& project, PriceOfResearch const& price)
{
    return with_currency(fmt::format("{:.2f}", static_cast<double>(project.contribution.minor) / minor_per_major),
                         price.currency);
}

void note_units(Founding const& founding, PriceOfResearch const& price, std::vector<Problem>& notes)
{
    auto const projects = by_people(founding, price);
    if (projects.empty()) return;
    auto const& [median, middle] = projects[projects.size() / 2];
    std::string const suggestion = "are contributions in units of the currency, not in thousands or 10 000 (万元)";
    std::string const implied =
        fmt::format("the median project has {}, which pays for {:.2g} researchers", amount_of(*middle, price), median);
    if (median < fewest_people)
        notes.push_back({{}, "the money of projects looks too small", implied, suggestion});
    else if (median > most_people)
        notes.push_back({{}, "the money of projects looks too large", implied, suggestion});
    else if (projects.front().first < fewest_of_one) {
        auto const few = std::ranges::count_if(projects, [](auto const& one) { return one.first < fewest_of_one; });
        FoundingProject const& least = *projects.front().second;
        notes.push_back({{},
                         fmt::format("{} with money for less than {} researchers",
                                     plural(static_cast<std::size_t>(few), "project"), fewest_of_one),
                         fmt::format("'{}' has {}", least.key, amount_of(least, price)),
                         "check the amounts"});
    }
}

} // namespace

Description describe(Founding const& founding, PriceOfResearch const& price)
{
    Description description;
    description.lines = {organisations_line(founding), projects_line(founding), money_line(founding, price),
                         people_line(founding, price), ties_line(founding)};
    description.notes = founding.notes;
    note_units(founding, price, description.notes);
    return description;
}

} // namespace tianji::ecosystem
