#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::classics;

TEST_CASE("The measures of a star are those of a star")
{
    auto const star = measured(network(), "network: {kind: star, agents: 5}, largest_degree: 4", 1);
    CHECK(star.at("mean_degree").front() == Approx(8.0 / 5));
    CHECK(star.at("clustering").front() == 0.0);
    CHECK(star.at("path_length").front() == Approx((8 * 1 + 12 * 2) / 20.0));
    CHECK(star.at("giant_component").front() == 1.0);
    CHECK(star.at("degree_share") == std::vector{0.0, 0.8, 0.0, 0.0, 0.2});
    CHECK(star.at("degree_share_at_least") == std::vector{1.0, 1.0, 0.2, 0.2, 0.2});
}

TEST_CASE("Degrees above the largest that is recorded are left out of the shares")
{
    auto const star = measured(network(), "network: {kind: star, agents: 5}, largest_degree: 2", 1);
    CHECK(star.at("degree_share") == std::vector{0.0, 0.8, 0.0});
    CHECK(star.at("degree_share_at_least") == std::vector{1.0, 1.0, 0.2});
}
