#include "engine/base/contract.hpp"
#include "engine/experiment/statistics/student_t.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace tianji;

TEST_CASE("t quantiles are those of the closed forms and of the normal limit")
{
    double const pi = std::acos(-1.0);
    for (double confidence : {0.5, 0.9, 0.95, 0.99, 0.9995}) {
        CHECK(t_quantile(confidence, 1) == Approx(std::tan(pi * confidence / 2)).epsilon(1e-12));
        double const square = confidence * confidence;
        CHECK(t_quantile(confidence, 2) == Approx(confidence * std::sqrt(2 / (1 - square))).epsilon(1e-12));
    }
    // Nine degrees of freedom have a probability in closed form, of the angle whose tangent is t / 3.
    double const angle = std::atan(t_quantile(0.95, 9) / 3), c = std::cos(angle), cc = c * c;
    double const inside =
        2 / pi * (angle + std::sin(angle) * c * (1 + cc * (2 / 3.0 + cc * (8 / 15.0 + cc * 16 / 35))));
    CHECK(inside == Approx(0.95).epsilon(1e-14));
    CHECK(t_quantile(0.95, 1e9) == Approx(1.959963984540054).epsilon(1e-8));
}

TEST_CASE("p undoes the quantile, and is 0 for an infinite t")
{
    for (double degrees : {1.0, 2.5, 17.776, 400.0})
        for (double confidence : {0.1, 0.95, 0.99999})
            CHECK(t_two_sided_p(t_quantile(confidence, degrees), degrees) == Approx(1 - confidence).epsilon(1e-10));
    CHECK(t_two_sided_p(-3, 4) == t_two_sided_p(3, 4));
    CHECK(t_two_sided_p(0, 4) == 1);
    CHECK(t_two_sided_p(std::numeric_limits<double>::infinity(), 4) == 0);
    CHECK_THROWS_AS(t_quantile(1, 4), BrokenContract);
}
