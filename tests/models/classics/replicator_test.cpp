#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::classics;

TEST_CASE("Firms of the same fitness keep their shares, whatever selection does")
{
    for (char const* selection : {"{time: discrete, intensity: 5}", "{time: continuous}"}) {
        auto const values =
            measured(replicator(), std::string("shares: [0.7, 0.3], fitness: [2, 2], selection: ") + selection, 50);
        CHECK(values.at("share") == std::vector{0.7, 0.3});
        CHECK(values.at("variance_of_fitness").front() == Approx(0).margin(1e-15));
    }
}

TEST_CASE("In discrete time a share grows by its fitness over the mean")
{
    auto const values = measured(replicator(), "shares: [0.5, 0.5], fitness: [1, 3], selection: {intensity: 0.5}", 1);
    CHECK(values.at("share")[0] == Approx(0.5 * (1 + 0.5 * (1 - 2) / 2.0)));
    CHECK(values.at("mean_fitness").front() == Approx(0.375 * 1 + 0.625 * 3));
}

TEST_CASE("Markets that cannot be are refused by the replicator")
{
    auto const refusal = [](std::string const& rest) { return refusal_of(replicator(), rest); };
    CHECK(refusal("shares: [], fitness: []") == "there is no firm ()");
    CHECK(refusal("shares: [1], fitness: [1, 2]") == "there are 2 values of fitness (there are 1 shares)");
    CHECK(refusal("shares: [0.5, 0.4], fitness: [1, 2]") ==
          "the shares do not sum to 1 (together the firms are the market)");
    CHECK(refusal("shares: [0.5, 0.5], fitness: [0, 2]") ==
          "a fitness is not above 0 (growth is measured against the mean fitness)");
    CHECK(refusal("shares: [0.5, 0.5], fitness: [1, 2], selection: {intensity: 2.1}") ==
          "selection is too hard for these values of fitness (a share would become negative)");
    CHECK(refusal("shares: [0.5, 0.5], fitness: [-1, 2], selection: {time: continuous}").empty());
}
