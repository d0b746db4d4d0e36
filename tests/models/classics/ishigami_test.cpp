#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace tianji;
using namespace tianji::classics;

namespace {

double value(std::string const& rest, std::uint64_t seed = 1)
{
    return measured(ishigami(), rest, 1, seed).at("value").at(0);
}

std::string const right = "x1: 1.5707963267948966"; // sin x1 = 1

} // namespace

TEST_CASE("The Ishigami function is the sum of its three terms")
{
    CHECK(value("x1: 0, x2: 0, x3: 2") == 0.0);
    CHECK(value(right + ", x2: 0, x3: 0") == Approx(1.0).epsilon(1e-15));
    CHECK(value("x1: 0, x2: 1.5707963267948966, x3: 3") == Approx(7.0).epsilon(1e-15));
    CHECK(value(right + ", x2: 0, x3: 2") == Approx(1.0 + 0.1 * 16).epsilon(1e-15));
    CHECK(value("x1: -1, x2: 2, x3: -3, a: 5, b: 0.3") ==
          Approx(std::sin(-1.0) * (1 + 0.3 * 81) + 5 * std::sin(2.0) * std::sin(2.0)).epsilon(1e-14));
}

TEST_CASE("Noise on the Ishigami function differs from point to point, its shift does not")
{
    auto const luck = [](std::string const& x1, std::string const& of, std::uint64_t seed) {
        return value("x1: " + x1 + ", x2: 0, x3: 0, " + of, seed) - value("x1: " + x1 + ", x2: 0, x3: 0", seed);
    };
    CHECK(luck("0", "noise: 2", 1) != luck("0.5", "noise: 2", 1));
    CHECK(luck("0", "shift: 2", 1) == Approx(luck("0.5", "shift: 2", 1)).epsilon(1e-12));
    for (std::string const of : {"noise", "shift"}) {
        double sum = 0.0, squares = 0.0;
        constexpr int n = 2000;
        for (std::uint64_t seed = 0; seed < n; ++seed) {
            double const y = luck("0", of + ": 2", seed);
            sum += y / n;
            squares += y * y / n;
        }
        INFO(of);
        CHECK(sum == Approx(0.0).margin(4 * 2 / std::sqrt(n)));
        CHECK(squares == Approx(4.0).margin(4 * 4 * std::sqrt(2.0 / n)));
    }
}
