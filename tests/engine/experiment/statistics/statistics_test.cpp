#include "engine/base/contract.hpp"
#include "engine/base/stream.hpp"
#include "engine/experiment/statistics/statistics.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <tuple>

using namespace tianji;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

// Additional hours of sleep of ten patients under two drugs (Student 1908); R's `sleep`.
std::vector<double> const first_drug = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
std::vector<double> const second_drug = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

bool holds(Interval const& interval, double value) { return interval.low <= value && value <= interval.high; }

std::vector<double> normals(std::size_t n, std::uint64_t sample)
{
    Stream luck({20, 0, 0, hash_of("statistics test")}, sample);
    std::vector<double> values(n);
    for (double& value : values) value = luck.normal();
    return values;
}

} // namespace

TEST_CASE("the paired comparison gives R's numbers for Student's sleep data")
{
    // t.test(sleep$extra[1:10], sleep$extra[11:20], paired = TRUE), and cor and var of the same.
    PairedDifference const result = compare_paired(first_drug, second_drug);
    CHECK(result.pairs == 10);
    CHECK(result.missing == 0);
    CHECK(result.difference.mean == Approx(-1.58).epsilon(1e-12));
    CHECK(result.difference.t == Approx(-4.0621).margin(5e-5));
    CHECK(result.difference.degrees_of_freedom == 9);
    CHECK(result.difference.p == Approx(0.002833).margin(5e-7));
    CHECK(result.difference.interval.low == Approx(-2.4598858).margin(5e-8));
    CHECK(result.difference.interval.high == Approx(-0.7001142).margin(5e-8));
    CHECK(result.effect_size == Approx(result.difference.t / std::sqrt(10)).epsilon(1e-12));
    CHECK(result.correlation == Approx(0.7951702).margin(5e-8));
}

TEST_CASE("the comparison without pairs gives R's numbers for Student's sleep data")
{
    // t.test(extra ~ group, data = sleep)
    Difference const result = compare_unpaired(first_drug, second_drug);
    CHECK(result.mean == Approx(-1.58).epsilon(1e-12));
    CHECK(result.t == Approx(-1.8608).margin(5e-5));
    CHECK(result.degrees_of_freedom == Approx(17.776).margin(5e-4));
    CHECK(result.p == Approx(0.07939).margin(5e-6));
    CHECK(result.interval.low == Approx(-3.3654832).margin(5e-8));
    CHECK(result.interval.high == Approx(0.2054832).margin(5e-8));
}

TEST_CASE("a sample has mean, variance and an interval of the level asked for")
{
    // Two degrees of freedom have a quantile in closed form: t = c·√(2 / (1 - c²)) at confidence c.
    Summary const summary = summarise(std::vector<double>{1, 2, 6}, 0.6);
    CHECK(summary.values == 3);
    CHECK(summary.mean == 3);
    CHECK(summary.variance == 7);
    CHECK(summary.standard_error == Approx(std::sqrt(7 / 3.0)));
    double const t = 0.6 * std::sqrt(2 / (1 - 0.36));
    CHECK(summary.interval.low == Approx(3 - t * summary.standard_error).epsilon(1e-12));
    CHECK(summary.interval.high == Approx(3 + t * summary.standard_error).epsilon(1e-12));
}

TEST_CASE("fewer than two values have a mean and nothing else")
{
    CHECK(std::isnan(summarise({}).mean));
    Summary const one = summarise(std::vector<double>{7});
    CHECK(one.mean == 7);
    CHECK(std::isnan(one.variance));
    CHECK(std::isnan(one.interval.low));
    PairedDifference const pair = compare_paired(std::vector<double>{7}, std::vector<double>{5});
    CHECK(pair.difference.mean == 2);
    CHECK(std::isnan(pair.difference.p));
    CHECK(std::isnan(pair.correlation));
    CHECK(std::isnan(compare_unpaired(std::vector<double>{7}, std::vector<double>{5, 6}).t));
}

TEST_CASE("missing values are left out and counted, in pairs with their partners")
{
    CHECK(summarise(std::vector<double>{missing, 1, 3}).mean == 2);
    CHECK(summarise(std::vector<double>{missing, 1, 3}).missing == 1);
    PairedDifference const result =
        compare_paired(std::vector<double>{4, missing, 6, 9}, std::vector<double>{1, 2, missing, 5});
    CHECK(result.pairs == 2);
    CHECK(result.missing == 2);
    CHECK(result.difference.mean == 3.5);
    CHECK_THROWS_AS(compare_paired(std::vector<double>{1}, std::vector<double>{1, 2}), BrokenContract);
}

TEST_CASE("an infinite value leaves no mean")
{
    for (std::vector<double> const& values :
         {std::vector<double>{1, infinity, 2}, std::vector<double>{infinity, 1, 2}}) {
        CHECK(std::isnan(summarise(values).mean));
        CHECK(std::isnan(summarise(values).interval.high));
        CHECK(std::isnan(compare_paired(values, std::vector<double>{1, 2, 3}).difference.p));
    }
}

TEST_CASE("differences that are all the same have no interval and no p, whatever they are")
{
    std::vector<double> const a = {0.1, 0.2, 0.7}, constant = {0.3, 0.3, 0.3};
    // As numbers are written, 2.1 - 0.1 and 2.7 - 0.7 differ in their last bits: that is no variance either.
    std::vector<double> const shifted = {2.1, 2.2, 2.7};
    for (auto const& [values, reference, mean] :
         {std::tuple{a, a, 0.0}, std::tuple{shifted, a, 2.0}, std::tuple{constant, constant, 0.0},
          std::tuple{std::vector<double>{2, 2}, std::vector<double>{1, 1}, 1.0}}) {
        PairedDifference const result = compare_paired(values, reference);
        CHECK(result.difference.mean == Approx(mean));
        CHECK(result.difference.standard_error == 0.0);
        for (double const none : {result.difference.t, result.difference.p, result.difference.interval.low,
                                  result.difference.interval.high, result.effect_size, result.variance_reduction})
            CHECK(std::isnan(none));
    }
    CHECK(compare_paired(a, a).correlation == Approx(1).epsilon(1e-14));
    Difference const unpaired = compare_unpaired(constant, std::vector<double>{1, 1});
    CHECK(unpaired.mean == Approx(-0.7));
    CHECK(std::isnan(unpaired.p));
    CHECK(std::isnan(unpaired.interval.low));
    CHECK(std::isnan(summarise(constant).interval.low));
    // A small variance is one all the same.
    CHECK(compare_paired(std::vector<double>{2.1, 2.2, 2.7 + 1e-9}, a).effect_size > 1e6);
}

TEST_CASE("equal values have no variance and are their mean, whatever they are")
{
    for (double value : {0.1, 1.0 / 3, 1e-300, 123456.789, -1e15}) {
        CHECK(summarise(std::vector<double>(10, value)).variance == 0);
        CHECK(summarise(std::vector<double>(10, value)).mean == value); // 0.1 + … + 0.1 is not 1
    }
    // Far from zero a naive sum of squares would be rounded away.
    CHECK(summarise(std::vector<double>{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}).variance == 30);
}

TEST_CASE("the variance-reduction factor is that of a constructed correlation")
{
    // Orthogonal contrasts of equal variance: b correlates by exactly 0.6, so (1 + 1) / (1 + 1 - 2·0.6) = 2.5.
    std::vector<double> const a = {1, -1, 1, -1}, other = {1, 1, -1, -1};
    std::vector<double> b(4), opposite(4);
    for (std::size_t i = 0; i < 4; ++i) {
        b[i] = 0.6 * a[i] + 0.8 * other[i];
        opposite[i] = -b[i];
    }
    CHECK(compare_paired(a, b).correlation == Approx(0.6).epsilon(1e-14));
    CHECK(compare_paired(a, b).variance_reduction == Approx(2.5).epsilon(1e-14));
    CHECK(compare_paired(a, opposite).variance_reduction == Approx(1 / 1.6).epsilon(1e-14));
    CHECK(compare_paired(a, other).correlation == Approx(0).margin(1e-15));
    CHECK(compare_paired(a, other).variance_reduction == Approx(1).epsilon(1e-14));
}

TEST_CASE("the variance-reduction factor of normal pairs comes near that of their correlation")
{
    // Correlation 0.9 gives 10; log of the factor has a standard error of about 2/√n at most.
    std::vector<double> const a = normals(10'000, 1), noise = normals(10'000, 2);
    std::vector<double> b(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) b[i] = 0.9 * a[i] + std::sqrt(1 - 0.81) * noise[i];
    PairedDifference const result = compare_paired(b, a);
    CHECK(result.correlation == Approx(0.9).margin(4 * 0.0019));
    CHECK(result.variance_reduction == Approx(10).epsilon(4 * 0.02));
}

TEST_CASE("the 95 % interval of a mean holds the truth in 95 % of samples")
{
    // 4,000 samples: binomial standard deviation 0.0034, four of them allowed. So too for other levels.
    for (std::size_t n : {2u, 5u, 30u}) {
        int hits = 0, narrow = 0;
        for (std::uint64_t sample = 0; sample < 4000; ++sample) {
            std::vector<double> const values = normals(n, 100 + sample);
            hits += holds(summarise(values).interval, 0.0) ? 1 : 0;
            narrow += holds(summarise(values, 0.5).interval, 0.0) ? 1 : 0;
        }
        CHECK(hits / 4000.0 == Approx(0.95).margin(4 * std::sqrt(0.95 * 0.05 / 4000)));
        CHECK(narrow / 4000.0 == Approx(0.5).margin(4 * std::sqrt(0.25 / 4000)));
    }
}

TEST_CASE("p is below a level as often as the level says where there is no difference")
{
    int below = 0;
    for (std::uint64_t sample = 0; sample < 4000; ++sample)
        below += compare_paired(normals(8, sample), normals(8, 10'000 + sample)).difference.p < 0.05 ? 1 : 0;
    CHECK(below / 4000.0 == Approx(0.05).margin(4 * std::sqrt(0.95 * 0.05 / 4000)));
}

TEST_CASE("Holm's adjustment steps down from the smallest p and never falls")
{
    // 4·0.005 = 0.02, 3·0.01 = 0.03, 2·0.03 = 0.06, and 1·0.04 = 0.04 is raised to 0.06.
    std::vector<double> const adjusted = adjust_by_holm(std::vector<double>{0.01, 0.04, 0.03, 0.005});
    REQUIRE(adjusted.size() == 4);
    CHECK(adjusted[0] == Approx(0.03).epsilon(1e-14));
    CHECK(adjusted[1] == Approx(0.06).epsilon(1e-14));
    CHECK(adjusted[2] == Approx(0.06).epsilon(1e-14));
    CHECK(adjusted[3] == Approx(0.02).epsilon(1e-14));
    CHECK(adjust_by_holm({}).empty());
    CHECK(adjust_by_holm(std::vector<double>{0.5, 0.9}) == std::vector<double>{1, 1});
}

TEST_CASE("a p that could not be computed is no member of the family")
{
    std::vector<double> const adjusted = adjust_by_holm(std::vector<double>{missing, 0.25, 0.125});
    CHECK(std::isnan(adjusted[0]));
    CHECK(adjusted[1] == 0.25);
    CHECK(adjusted[2] == 0.25);
}
