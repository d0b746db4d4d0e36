#include "engine/base/contract.hpp"
#include "engine/experiment/design/design.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

using namespace tianji;

namespace {

using Points = std::vector<std::vector<double>>;

// Points in each of `strata` equal parts of factor j.
std::vector<int> counts_by_stratum(Points const& points, std::size_t j, std::size_t strata)
{
    std::vector<int> counts(strata, 0);
    for (std::vector<double> const& point : points)
        ++counts.at(static_cast<std::size_t>(point.at(j) * static_cast<double>(strata)));
    return counts;
}

std::vector<std::size_t> coordinates_that_differ(std::vector<double> const& a, std::vector<double> const& b)
{
    std::vector<std::size_t> found;
    for (std::size_t j = 0; j < a.size(); ++j)
        if (a[j] != b.at(j)) found.push_back(j);
    return found;
}

double mean_of_products(UnitDesign const& design)
{
    double sum = 0;
    for (std::vector<double> const& point : design.points) sum += point[0] * point[1];
    return sum / static_cast<double>(design.points.size());
}

std::vector<std::function<UnitDesign(std::uint64_t)>> const every_design = {
    [](std::uint64_t seed) { return latin_hypercube(30, 4, seed); },
    [](std::uint64_t seed) { return sobol_sequence(32, 4, seed); },
    [](std::uint64_t seed) { return saltelli(16, 4, seed); },
    [](std::uint64_t seed) { return morris_trajectories(6, 4, 6, seed); }};

} // namespace

TEST_CASE("every design is the same for the same seed, another for another, and lies in the unit cube")
{
    for (auto const& make : every_design) {
        UnitDesign const design = make(1);
        CHECK(design.points == make(1).points);
        CHECK(design.points != make(2).points);
        CHECK(design.points.size() % design.block == 0);
        for (std::vector<double> const& point : design.points) {
            CHECK(point.size() == 4);
            CHECK(std::ranges::all_of(point, [](double x) { return x >= 0 && x < 1; }));
        }
    }
}

TEST_CASE("a Latin hypercube has one point in each stratum of each factor")
{
    for (std::size_t n : {1u, 2u, 7u, 49u, 100u, 1000u}) {
        UnitDesign const design = latin_hypercube(n, 3, 5);
        REQUIRE(design.points.size() == n);
        for (std::size_t j = 0; j < 3; ++j) CHECK(counts_by_stratum(design.points, j, n) == std::vector<int>(n, 1));
    }
}

TEST_CASE("no point of the largest Latin hypercube is rounded into the next stratum")
{
    UnitDesign const design = latin_hypercube(most_points, 1, 5);
    CHECK(counts_by_stratum(design.points, 0, most_points) == std::vector<int>(most_points, 1));
    CHECK_THROWS_AS(latin_hypercube(most_points + 1, 1, 5), BrokenContract);
}

TEST_CASE("the points of a Latin hypercube lie anywhere in their strata and match at random")
{
    // Mean 1/4 of x·y over 4,000 designs of ten points; its standard deviation over designs is below 0.05.
    double sum = 0, within = 0, squares = 0;
    for (std::uint64_t seed = 0; seed < 4000; ++seed) {
        UnitDesign const design = latin_hypercube(10, 2, seed);
        sum += mean_of_products(design);
        double const place = design.points[0][0] * 10 - std::floor(design.points[0][0] * 10);
        within += place;
        squares += place * place;
    }
    CHECK(sum / 4000 == Approx(0.25).margin(4 * 0.05 / std::sqrt(4000)));
    CHECK(within / 4000 == Approx(0.5).margin(4 * std::sqrt(1.0 / 12 / 4000)));
    CHECK(squares / 4000 == Approx(1.0 / 3).margin(4 * std::sqrt(4.0 / 45 / 4000))); // of a uniform place
}

TEST_CASE("one factor more leaves the others of a Latin hypercube as they were")
{
    UnitDesign const few = latin_hypercube(20, 2, 9), more = latin_hypercube(20, 3, 9);
    for (std::size_t i = 0; i < 20; ++i)
        for (std::size_t j = 0; j < 2; ++j) CHECK(few.points[i][j] == more.points[i][j]);
}

TEST_CASE("the Sobol sequence without a seed begins with the known points after the origin")
{
    // By hand from the primitive polynomials 1, x + 1, x² + x + 1 and the directions 1; 1; 1, 3 in Gray code order.
    Points const known = {{0.5, 0.5, 0.5},       {0.75, 0.25, 0.25},    {0.25, 0.75, 0.75},   {0.375, 0.375, 0.625},
                          {0.875, 0.875, 0.125}, {0.625, 0.125, 0.875}, {0.125, 0.625, 0.375}};
    CHECK(sobol_sequence(7, 3, {}).points == known);
}

TEST_CASE("a shifted Sobol sequence of a power of two has one point in each stratum, alone and in pairs of factors")
{
    UnitDesign const design = sobol_sequence(64, 6, 3);
    for (std::size_t j = 0; j < 6; ++j) CHECK(counts_by_stratum(design.points, j, 64) == std::vector<int>(64, 1));
    std::set<std::pair<int, int>> cells; // the first two factors are a net: also in squares of 8 by 8
    for (std::vector<double> const& point : design.points)
        cells.emplace(static_cast<int>(point[0] * 8), static_cast<int>(point[1] * 8));
    CHECK(cells.size() == 64);
}

TEST_CASE("a shorter Sobol sequence is the beginning of a longer one")
{
    for (std::optional<std::uint64_t> const seed : {std::optional<std::uint64_t>(), std::optional<std::uint64_t>(4)}) {
        Points const longer = sobol_sequence(100, 5, seed).points;
        CHECK(sobol_sequence(37, 5, seed).points == Points(longer.begin(), longer.begin() + 37));
    }
}

TEST_CASE("a shifted Sobol sequence integrates a product better than chance and without bias")
{
    // 256 random points would have a standard deviation of 0.22 / 16 = 0.014.
    double sum = 0, worst = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        double const error = mean_of_products(sobol_sequence(256, 2, seed)) - 0.25;
        sum += error;
        worst = std::max(worst, std::abs(error));
    }
    CHECK(worst < 0.003);
    CHECK(std::abs(sum / 100) < 0.0005);
}

TEST_CASE("the Sobol sequence has as many factors as directions are known")
{
    CHECK(sobol_sequence(2, most_sobol_factors, {}).points[0] == std::vector<double>(most_sobol_factors, 0.5));
    CHECK_THROWS_AS(sobol_sequence(2, most_sobol_factors + 1, {}), BrokenContract);
    CHECK_THROWS_AS(saltelli(2, most_saltelli_factors + 1, 1), BrokenContract);
}

TEST_CASE("a block of Saltelli's design is A, then A with one coordinate of B each, then B")
{
    std::size_t const d = 5;
    UnitDesign const design = saltelli(64, d, 8);
    Points const halves = sobol_sequence(64, 2 * d, 8).points;
    REQUIRE(design.block == d + 2);
    REQUIRE(design.points.size() == 64 * (d + 2));
    for (std::size_t i = 0; i < 64; ++i) {
        auto const* const row = &design.points[i * (d + 2)];
        std::vector<double> const &a = row[0], &b = row[d + 1];
        CHECK(a == std::vector<double>(halves[i].begin(), halves[i].begin() + d));
        CHECK(b == std::vector<double>(halves[i].begin() + d, halves[i].end()));
        for (std::size_t j = 0; j < d; ++j) {
            CHECK(coordinates_that_differ(row[1 + j], a) == std::vector<std::size_t>{j});
            CHECK(row[1 + j][j] == b[j]);
        }
    }
}

TEST_CASE("in a step of Morris's design one coordinate moves by half the cube, and each coordinate moves once")
{
    std::size_t const d = 5;
    for (std::size_t levels : {2u, 4u, 6u, 10u}) {
        UnitDesign const design = morris_trajectories(20, d, levels, 8);
        REQUIRE(design.block == d + 1);
        REQUIRE(design.points.size() == 20 * (d + 1));
        for (std::size_t r = 0; r < 20; ++r) {
            std::set<std::size_t> moved;
            for (std::size_t k = r * (d + 1); k < r * (d + 1) + d; ++k) {
                auto const changed = coordinates_that_differ(design.points[k], design.points[k + 1]);
                REQUIRE(changed.size() == 1);
                std::size_t const j = changed[0];
                CHECK(std::abs(design.points[k + 1][j] - design.points[k][j]) == Approx(morris_step).epsilon(1e-15));
                moved.insert(j);
            }
            CHECK(moved.size() == d);
        }
    }
}

TEST_CASE("the levels of Morris's design are centres of equal strata and equally likely, and steps go both ways")
{
    std::size_t const n = 2000;
    UnitDesign const design = morris_trajectories(n, 1, 6, 8);
    std::vector<int> const counts = counts_by_stratum(design.points, 0, 6);
    for (int count : counts) CHECK(count == Approx(2 * n / 6.0).margin(4 * std::sqrt(2 * n / 6.0)));
    std::set<double> levels;
    int up = 0;
    for (std::size_t r = 0; r < n; ++r) {
        levels.insert(design.points[2 * r][0]);
        up += design.points[2 * r + 1][0] > design.points[2 * r][0] ? 1 : 0;
    }
    CHECK(levels == std::set<double>{0.5 / 6, 1.5 / 6, 2.5 / 6, 3.5 / 6, 4.5 / 6, 5.5 / 6});
    CHECK(up == Approx(n / 2.0).margin(4 * std::sqrt(n / 4.0)));
}

TEST_CASE("coordinates of Morris's design move in every order, and fewer trajectories are the beginning of more")
{
    UnitDesign const more = morris_trajectories(60, 3, 4, 2), few = morris_trajectories(10, 3, 4, 2);
    CHECK(few.points == Points(more.points.begin(), more.points.begin() + 40));
    std::set<std::vector<std::size_t>> orders;
    for (std::size_t r = 0; r < 60; ++r) {
        std::vector<std::size_t> order;
        for (std::size_t k = 4 * r; k < 4 * r + 3; ++k)
            order.push_back(coordinates_that_differ(more.points[k], more.points[k + 1])[0]);
        orders.insert(order);
    }
    CHECK(orders.size() == 6);
    CHECK_THROWS_AS(morris_trajectories(1, 3, 5, 2), BrokenContract);
}
