#include "engine/base/stream.hpp"
#include "engine/experiment/statistics/ratio.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <vector>

using namespace tianji;

TEST_CASE("Fieller's interval lies between the roots of its quadratic")
{
    // Two degrees of freedom at confidence 0.6 have t² = 2·0.36 / 0.64 = 9/8. Means 20 and 10, variances of the means 4
    // and 4/3, covariance 0: (100 - 3/2)·r² - 400·r + (400 - 9/2) = 0.
    std::vector<double> const y = {18, 24, 18}, x = {8, 10, 12};
    Ratio const ratio = estimate_ratio(y, x, 0.6);
    CHECK(ratio.pairs == 3);
    CHECK(ratio.value == 2);
    REQUIRE(ratio.identification == Identification::identified);
    double const root = std::sqrt(200 * 200 - 98.5 * 395.5);
    CHECK(ratio.interval->low == Approx((200 - root) / 98.5).epsilon(1e-12));
    CHECK(ratio.interval->high == Approx((200 + root) / 98.5).epsilon(1e-12));
}

TEST_CASE("Fieller's interval uses what numerator and denominator share")
{
    // t² = 9/8 again. Means 20 and 10, variances of the means 12 and 4/3, covariance 4:
    // (100 - 3/2)·r² - 2·(200 - 9/2)·r + (400 - 27/2) = 0.
    Ratio const ratio = estimate_ratio(std::vector<double>{14, 20, 26}, std::vector<double>{8, 10, 12}, 0.6);
    REQUIRE(ratio.interval);
    double const root = std::sqrt(195.5 * 195.5 - 98.5 * 386.5);
    CHECK(ratio.interval->low == Approx((195.5 - root) / 98.5).epsilon(1e-12));
    CHECK(ratio.interval->high == Approx((195.5 + root) / 98.5).epsilon(1e-12));
    // In proportion, the ratio is the same in every replicate, and how it varies is not known.
    Ratio const exact = estimate_ratio(std::vector<double>{-16, -20, -24}, std::vector<double>{8, 10, 12});
    CHECK(exact.value == -2);
    CHECK(exact.identification == Identification::identified);
    CHECK_FALSE(exact.interval);
}

TEST_CASE("a ratio changes its sign with its denominator, and its interval turns round")
{
    std::vector<double> const y = {18, 24, 18};
    Ratio const positive = estimate_ratio(y, std::vector<double>{8, 10, 12}, 0.6);
    Ratio const negative = estimate_ratio(y, std::vector<double>{-8, -10, -12}, 0.6);
    REQUIRE((positive.interval && negative.interval));
    CHECK(negative.value == -2);
    CHECK(negative.interval->low == Approx(-positive.interval->high).epsilon(1e-12));
    CHECK(negative.interval->high == Approx(-positive.interval->low).epsilon(1e-12));
}

TEST_CASE("a ratio is not identified where the interval of its denominator holds zero")
{
    std::vector<double> const y = {18, 24, 18, 20};
    for (std::vector<double> const& x :
         {std::vector<double>{-1, 2, 1, 0.5}, std::vector<double>{-1, 1, -1, 1}, std::vector<double>{0, 0, 0, 0}}) {
        Ratio const ratio = estimate_ratio(y, x);
        Interval const below = summarise(x).interval; // none of zeros
        REQUIRE_FALSE((below.low > 0 || below.high < 0));
        CHECK(ratio.identification == Identification::not_identified);
        CHECK_FALSE(ratio.interval);
    }
    CHECK(estimate_ratio(y, std::vector<double>{0, 0, 0, 0}).value == std::numeric_limits<double>::infinity());
    CHECK(estimate_ratio(y, std::vector<double>{1, 2, 1.5, 1.2}).identification == Identification::identified);
}

TEST_CASE("a ratio needs two complete pairs")
{
    double const lost = std::numeric_limits<double>::quiet_NaN();
    Ratio const ratio = estimate_ratio(std::vector<double>{1, lost, 3}, std::vector<double>{2, 5, lost});
    CHECK(ratio.value == 0.5);
    CHECK(ratio.pairs == 1);
    CHECK(ratio.missing == 2);
    CHECK(ratio.identification == Identification::too_few_pairs);
    CHECK_FALSE(ratio.interval);
    CHECK(estimate_ratio(std::vector<double>{2, 3}, std::vector<double>{1, 1}).interval->high > 2.5);
}

TEST_CASE("Fieller's 95 % interval holds the ratio of the true means in 95 % of samples")
{
    // Exact for normal pairs as long as unidentified samples count as hits: their set is unbounded. Denominator
    // mean 1.5, standard deviation 1, ten pairs: some samples are not identified. Binomial bound of four standard
    // deviations.
    int hits = 0, unidentified = 0;
    for (std::uint64_t sample = 0; sample < 4000; ++sample) {
        Stream luck({5, 0, 0, hash_of("ratio test")}, sample);
        std::vector<double> y, x;
        for (int i = 0; i < 10; ++i) {
            double const shared = luck.normal();
            x.push_back(1.5 + shared);
            y.push_back(3.0 + shared + 2 * luck.normal());
        }
        Ratio const ratio = estimate_ratio(y, x);
        if (!ratio.interval) ++unidentified;
        if (ratio.interval && ratio.interval->low <= 2 && 2 <= ratio.interval->high) ++hits;
    }
    CHECK(unidentified > 0);
    CHECK(unidentified < 200);
    CHECK(hits / (4000.0 - unidentified) == Approx(0.95).margin(4 * std::sqrt(0.95 * 0.05 / 4000)));
}

TEST_CASE("a difference of means is that of the pairs, and of ratios the jackknife knows what they share")
{
    std::vector<double> const a{3.0, 5.0, 4.5, 6.0, 2.0}, b{1.0, 4.0, 3.0, 4.0, 2.5}, ones(5, 1.0);
    Difference const jackknife = compare_ratios(a, ones, b, ones);
    Difference const paired = compare_paired(a, b).difference;
    CHECK(jackknife.mean == Approx(paired.mean));
    CHECK(jackknife.standard_error == Approx(paired.standard_error));
    CHECK(jackknife.interval.low == Approx(paired.interval.low));
    CHECK(jackknife.interval.high == Approx(paired.interval.high));
    // The same ratio of the same replicates, whatever its luck, differs by nothing.
    Difference const none = compare_ratios(a, b, a, b);
    CHECK(none.mean == 0.0);
    CHECK(none.standard_error == 0.0);
    CHECK(std::isnan(none.interval.low));
}

TEST_CASE("the interval of a difference of ratios covers it as often as it says")
{
    int covered = 0, samples = 2000;
    for (int sample = 0; sample < samples; ++sample) {
        Stream luck({6, 0, 0, hash_of("ratio test")}, static_cast<std::uint64_t>(sample));
        std::vector<double> y1, x1, y0, x0;
        for (int i = 0; i < 20; ++i) {
            double const common = luck.normal();
            x1.push_back(10.0 + common + luck.normal());
            y1.push_back(20.0 + 2.0 * common + luck.normal()); // 2
            x0.push_back(8.0 + common + luck.normal());
            y0.push_back(12.0 + common + luck.normal()); // 1.5
        }
        Interval const interval = compare_ratios(y1, x1, y0, x0).interval;
        covered += interval.low <= 0.5 && 0.5 <= interval.high;
    }
    // 95 %: within four standard errors of a share of 2000.
    CHECK(std::abs(covered / static_cast<double>(samples) - 0.95) < 4.0 * std::sqrt(0.95 * 0.05 / samples));
}

TEST_CASE("two replicates have no interval of a difference of ratios, and incomplete ones are left out")
{
    std::vector<double> const a{3.0, 5.0}, ones{1.0, 1.0};
    CHECK(std::isnan(compare_ratios(a, ones, a, ones).interval.low));
    double const none = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> const b{1.0, none, 3.0, 5.0}, four(4, 1.0);
    CHECK(compare_ratios(b, four, four, four).mean == Approx(2.0));
}
