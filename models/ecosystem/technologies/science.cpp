#include "models/ecosystem/technologies/science.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/elementary.hpp"

#include <algorithm>
#include <array>

namespace tianji::ecosystem {

double overlap(std::span<double const> requirement, std::span<double const> knowledge)
{
    std::array<double, 4> sums{};
    std::size_t const n = requirement.size(), whole = n / 4 * 4;
    for (std::size_t d = 0; d < whole; d += 4)
        for (std::size_t lane = 0; lane < 4; ++lane) sums[lane] += requirement[d + lane] * knowledge[d + lane];
    for (std::size_t d = whole; d < n; ++d) sums[0] += requirement[d] * knowledge[d];
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

double knowledge_gap(std::span<double const> requirement, std::span<double const> knowledge)
{
    expects(requirement.size() == knowledge.size(), "requirement and knowledge have one entry per field");
    double gap = 0.0;
    for (std::size_t d = 0; d < requirement.size(); ++d) gap += std::max(0.0, requirement[d] - knowledge[d]);
    return gap;
}

double knowledge_match(std::span<double const> requirement, std::span<double const> knowledge, double mismatch)
{
    return exp(-mismatch * knowledge_gap(requirement, knowledge) / static_cast<double>(requirement.size()));
}

void add_knowledge(std::span<double> team, std::span<double const> member)
{
    for (std::size_t d = 0; d < team.size(); ++d) team[d] = std::max(team[d], member[d]);
}

double hazard_per_tick(ResearchRule const& rule, double staff, double match, double dependency, double approach)
{
    double const effort = std::max(0.0, staff - rule.fixed_staff) / rule.reference_staff;
    if (effort <= 0.0) return 0.0;
    double const scaled = rule.returns == 1.0 ? effort : pow(effort, rule.returns);
    return rule.hazard / rule.difficulty * match * dependency * approach * scaled;
}

double approach_factor(ResearchRule const& rule, double quality)
{
    double const s = rule.approach_spread;
    return exp(s * quality - s * s / 2);
}

double success_probability(double hazard, std::int64_t ticks, std::int64_t levels)
{
    double const mean = hazard * static_cast<double>(ticks);
    double term = exp(-mean), below = 0.0;
    for (std::int64_t k = 0; k < levels; ++k) {
        below += term;
        term *= mean / static_cast<double>(k + 1);
    }
    return std::max(0.0, 1.0 - below);
}

} // namespace tianji::ecosystem
