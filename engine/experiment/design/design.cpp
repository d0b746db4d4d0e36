#include "engine/experiment/design/design.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/stream.hpp"

#include <numeric>
#include <utility>

namespace tianji {

namespace {

Stream luck_of(std::string_view design, std::uint64_t seed, std::size_t of)
{
    return Stream({seed, 0, initial_tick, hash_of(design)}, of);
}

// 0 … n-1 in random order (Durstenfeld 1964).
std::vector<std::size_t> shuffled(std::size_t n, Stream& luck)
{
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[luck.below(i)]);
    return order;
}

// Uniform on (0, 1) in so few bits that a stratum's number plus this is exact: no point reaches the next stratum.
double place_in_stratum(Stream& luck) { return (static_cast<double>(luck.word() >> 32) + 0.5) * 0x1p-32; }

std::vector<double> centres_of(std::vector<std::size_t> const& strata, std::size_t levels)
{
    std::vector<double> point;
    for (std::size_t stratum : strata)
        point.push_back((static_cast<double>(stratum) + 0.5) / static_cast<double>(levels));
    return point;
}

} // namespace

UnitDesign latin_hypercube(std::size_t points, std::size_t factors, std::uint64_t seed)
{
    expects(points >= 1 && points <= most_points && factors >= 1, "a Latin hypercube has points and factors");
    UnitDesign design{1, std::vector(points, std::vector<double>(factors))};
    for (std::size_t j = 0; j < factors; ++j) {
        Stream luck = luck_of("latin hypercube", seed, j);
        std::vector<std::size_t> const strata = shuffled(points, luck);
        for (std::size_t i = 0; i < points; ++i)
            design.points[i][j] =
                (static_cast<double>(strata[i]) + place_in_stratum(luck)) / static_cast<double>(points);
    }
    return design;
}

UnitDesign saltelli(std::size_t blocks, std::size_t factors, std::uint64_t seed)
{
    expects(factors >= 1 && factors <= most_saltelli_factors,
            "Saltelli's design has factors, twice as many dimensions");
    UnitDesign design{factors + 2, {}};
    design.points.reserve(blocks * design.block);
    for (std::vector<double> const& both : sobol_sequence(blocks, 2 * factors, seed).points) {
        auto const middle = both.begin() + static_cast<std::ptrdiff_t>(factors);
        std::vector<double> const a(both.begin(), middle), b(middle, both.end());
        design.points.push_back(a);
        for (std::size_t j = 0; j < factors; ++j) design.points.emplace_back(a)[j] = b[j];
        design.points.push_back(b);
    }
    return design;
}

UnitDesign morris_trajectories(std::size_t trajectories, std::size_t factors, std::size_t levels, std::uint64_t seed)
{
    expects(factors >= 1 && levels >= 2 && levels % 2 == 0, "Morris's design has factors and an even number of levels");
    UnitDesign design{factors + 1, {}};
    for (std::size_t r = 0; r < trajectories; ++r) {
        Stream luck = luck_of("morris", seed, r);
        std::vector<std::size_t> level(factors);
        for (std::size_t& one : level) one = luck.below(levels);
        design.points.push_back(centres_of(level, levels));
        // Of up and down one leads out of the cube; a step of half the levels makes all levels equally likely.
        for (std::size_t moved : shuffled(factors, luck)) {
            level[moved] = (level[moved] + levels / 2) % levels;
            design.points.push_back(centres_of(level, levels));
        }
    }
    return design;
}

} // namespace tianji
