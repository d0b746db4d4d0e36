#include "engine/base/elementary.hpp"
#include "engine/base/parallel.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <bit>
#include <cmath>
#include <vector>

using namespace tianji;

TEST_CASE("elementary functions agree with libm to the last digits")
{
    for (double x : {-30.0, -1.5, -1e-9, 0.1, 0.5, 1.0, 2.75, 40.0}) {
        CHECK(tianji::exp(x) == Approx(std::exp(x)).epsilon(1e-15));
        CHECK(tianji::expm1(x) == Approx(std::expm1(x)).epsilon(1e-15));
        CHECK(tianji::sin(x) == Approx(std::sin(x)).epsilon(1e-14));
        CHECK(tianji::cos(x) == Approx(std::cos(x)).epsilon(1e-14));
        CHECK(tianji::tanh(x) == Approx(std::tanh(x)).epsilon(1e-15));
    }
    for (double x : {1e-300, 0.3, 1.0, 7.5, 1e200}) {
        CHECK(tianji::log(x) == Approx(std::log(x)).epsilon(1e-15));
        CHECK(tianji::log1p(x) == Approx(std::log1p(x)).epsilon(1e-15));
        CHECK(tianji::pow(x, 0.3) == Approx(std::pow(x, 0.3)).epsilon(1e-15));
    }
}

TEST_CASE("elementary functions have fixed bits")
{
    // Golden bits: what SLEEF 3.5.1's cinz functions give; another value means another numerics, which changes results.
    CHECK(std::bit_cast<std::uint64_t>(tianji::exp(0.1)) == std::bit_cast<std::uint64_t>(1.1051709180756477));
    CHECK(std::bit_cast<std::uint64_t>(tianji::log(10.0)) == std::bit_cast<std::uint64_t>(2.302585092994046));
}

TEST_CASE("the normal quantile has the tabulated values")
{
    CHECK(normal_quantile(0.5) == 0.0);
    CHECK(normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-14));
    CHECK(normal_quantile(0.001) == Approx(-3.090232306167813).epsilon(1e-14));
    CHECK(normal_quantile(1e-20) == Approx(-9.262340089798408).epsilon(1e-13));
    CHECK(logistic(logit(0.2)) == Approx(0.2));
}

TEST_CASE("an executor runs every block exactly once, with any number of threads")
{
    for (int threads : {1, 2, 3, 8}) {
        Executor executor(threads);
        std::vector<std::atomic<int>> visits(1000);
        executor.for_blocks(visits.size(), [&](std::size_t block) { ++visits[block]; });
        for (auto const& count : visits) REQUIRE(count == 1);
    }
}

TEST_CASE("an ordered sum is exact for integers and right for many small terms")
{
    CHECK(ordered_sum(0, [](std::size_t) { return 1.0; }) == 0.0);
    CHECK(ordered_sum(100'000, [](std::size_t i) { return static_cast<double>(i); }) == 4'999'950'000.0);
    CHECK(ordered_sum(1'000'000, [](std::size_t) { return 0.1; }) == Approx(100'000.0).epsilon(1e-13));
}
