#include "engine/experiment/design/design_points.hpp"

#include "engine/experiment/design/design.hpp"
#include "engine/experiment/design/experiment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace tianji {

namespace {

using Points = std::vector<std::vector<std::string>>;

Points every_combination(std::vector<Factor> const& factors)
{
    Points points{{}};
    for (Factor const& factor : factors) {
        Points longer;
        for (std::vector<std::string> const& point : points) {
            for (std::string const& level : factor.levels) {
                longer.push_back(point);
                longer.back().push_back(level);
            }
        }
        points = std::move(longer);
    }
    return points;
}

Points side_by_side(std::vector<Factor> const& factors)
{
    Points points(factors.empty() ? 1 : factors[0].levels.size());
    for (std::size_t i = 0; i < points.size(); ++i)
        for (Factor const& factor : factors) points[i].push_back(factor.levels[i]);
    return points;
}

Points at(UnitDesign const& design, std::vector<Factor> const& factors)
{
    Points points;
    for (std::vector<double> const& place : design.points) {
        std::vector<std::string>& point = points.emplace_back();
        for (std::size_t i = 0; i < factors.size(); ++i) point.push_back(factors[i].at(place[i]));
    }
    return points;
}

} // namespace

std::vector<std::vector<std::string>> design_points(Experiment const& experiment)
{
    constexpr std::size_t morris_levels = 4; // Morris 1991
    std::vector<Factor> const& factors = experiment.factors;
    auto const n = static_cast<std::size_t>(experiment.design.points);
    auto const seed = static_cast<std::uint64_t>(experiment.design.seed);
    switch (experiment.design.kind) {
    case DesignKind::grid:
        return every_combination(factors);
    case DesignKind::list:
        return side_by_side(factors);
    case DesignKind::latin_hypercube:
        return at(latin_hypercube(n, factors.size(), seed), factors);
    case DesignKind::sobol:
        return at(sobol_sequence(n, factors.size(), seed), factors);
    case DesignKind::saltelli:
        return at(saltelli(n, factors.size(), seed), factors);
    case DesignKind::morris:
        break;
    }
    return at(morris_trajectories(n, factors.size(), morris_levels, seed), factors);
}

std::string smallness_in_words(Experiment const& experiment)
{
    constexpr std::int64_t least_blocks = 256, least_trajectories = 10;
    DesignSettings const& design = experiment.design;
    if (design.kind == DesignKind::saltelli && design.points < least_blocks)
        return fmt::format("design: {} blocks are few, Sobol indices will have wide intervals; take {} or more",
                           design.points, least_blocks);
    if (design.kind == DesignKind::morris && design.points < least_trajectories)
        return fmt::format("design: {} trajectories are few for elementary effects; take {} or more", design.points,
                           least_trajectories);
    return {};
}

std::size_t points_of_a_block(Experiment const& experiment)
{
    switch (experiment.design.kind) {
    case DesignKind::saltelli:
        return experiment.factors.size() + 2;
    case DesignKind::morris:
        return experiment.factors.size() + 1;
    default:
        return 1;
    }
}

} // namespace tianji
