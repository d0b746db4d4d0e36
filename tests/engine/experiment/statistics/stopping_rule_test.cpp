#include "engine/base/stream.hpp"
#include "engine/experiment/statistics/stopping_rule.hpp"
#include "engine/experiment/statistics/student_t.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace tianji;

namespace {

// Of mean 0 and a variance of n / (n - 1), n even.
std::vector<double> alternating(std::size_t n)
{
    std::vector<double> values(n);
    for (std::size_t i = 0; i < n; ++i) values[i] = i % 2 == 0 ? 1 : -1;
    return values;
}

StoppingRule rule(double half_width, std::size_t measures = 1) { return {half_width, measures}; }

} // namespace

TEST_CASE("an experiment stops when the interval is as narrow as was asked, and not a replicate earlier")
{
    double const half_width = t_quantile(0.95, 39) * std::sqrt(40.0 / 39 / 40);
    Progress const wide = assess(alternating(40), rule(half_width * 0.999));
    Progress const narrow = assess(alternating(40), rule(half_width * 1.001));
    CHECK(wide.precision == Precision::not_yet);
    CHECK(narrow.precision == Precision::enough);
    CHECK(narrow.half_width == Approx(half_width).epsilon(1e-12));
    CHECK(narrow.replicates == 40);
    CHECK(narrow.needed == 40u);
    CHECK(narrow.half_width == Approx(summarise(alternating(40)).interval.high).epsilon(1e-12));
}

TEST_CASE("several measures share the error between them")
{
    Progress const three = assess(alternating(40), rule(0.1, 3));
    CHECK(three.half_width == Approx(t_quantile(1 - 0.05 / 3, 39) * std::sqrt(1.0 / 39)).epsilon(1e-12));
    CHECK(three.needed.value() > assess(alternating(40), rule(0.1)).needed.value());
}

TEST_CASE("fewer than twenty replicates are never enough, however narrow the interval")
{
    CHECK(assess(alternating(18), rule(1000)).precision == Precision::not_yet);
    CHECK(assess(alternating(18), rule(1000)).needed == 20u);
    CHECK(assess(alternating(20), rule(1000)).precision == Precision::enough);
    std::vector<double> with_failures = alternating(20);
    with_failures[3] = std::numeric_limits<double>::quiet_NaN();
    CHECK(assess(with_failures, rule(1000)).precision == Precision::not_yet);
    CHECK(assess(with_failures, rule(1000)).replicates == 19);
}

TEST_CASE("the replicates needed are the fewest whose interval is narrow enough at the variance so far")
{
    for (double asked : {0.3, 0.1, 0.01}) {
        std::size_t const needed = assess(alternating(30), rule(asked)).needed.value();
        auto const half_width = [](std::size_t n) {
            return t_quantile(0.95, static_cast<double>(n - 1)) * std::sqrt(30.0 / 29 / static_cast<double>(n));
        };
        CHECK(half_width(needed) <= asked);
        CHECK(half_width(needed - 1) > asked);
    }
    // 1.96² · 30/29 / 0.01², and a little more for t
    CHECK(assess(alternating(30), rule(0.01)).needed.value() == Approx(39'739 + 2).margin(2));
}

TEST_CASE("what no number of replicates can give is not promised")
{
    CHECK_FALSE(assess(alternating(30), rule(0)).needed);
    CHECK_FALSE(assess(alternating(30), rule(1e-9)).needed);
    CHECK_FALSE(assess(std::vector<double>{1}, rule(1)).needed);
    CHECK_FALSE(assess({}, rule(1)).needed);
    CHECK(assess(std::vector<double>{1}, rule(1)).precision == Precision::not_yet);
}

TEST_CASE("differences without variance are known after the least number of replicates")
{
    CHECK(assess(std::vector<double>(20, 0.1), rule(0)).precision == Precision::enough);
    CHECK(assess(std::vector<double>(19, 0.1), rule(0)).needed == 20u);
}

TEST_CASE("stopping when the interval is narrow costs little of its coverage")
{
    // Differences of standard deviation 1 until the half-width is 0.25: some 63 replicates. 1,000 experiments: binomial
    // standard deviation 0.007, four of them allowed.
    int hits = 0;
    double replicates = 0;
    for (std::uint64_t experiment = 0; experiment < 1000; ++experiment) {
        Stream luck({6, 0, 0, hash_of("stopping test")}, experiment);
        std::vector<double> differences;
        while (assess(differences, rule(0.25)).precision == Precision::not_yet) differences.push_back(luck.normal());
        Interval const interval = summarise(differences).interval;
        hits += interval.low <= 0 && 0 <= interval.high ? 1 : 0;
        replicates += static_cast<double>(differences.size());
    }
    CHECK(hits / 1000.0 > 0.95 - 4 * 0.007);
    CHECK(replicates / 1000 == Approx(63).margin(3));
}
