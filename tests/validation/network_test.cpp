// V-22 to V-24: what networks of the usual kinds look like.
#include "models/classics/classics.hpp"
#include "tests/validation/ensemble.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace tianji;
using namespace tianji::validation;

namespace {

Ensemble networks(std::string const& network, std::size_t runs, std::string const& more = "")
{
    return Ensemble(classics::network(), "network: {" + network + "}" + more, 1, runs);
}

double one_measure(std::string const& network, std::string const& measure)
{
    return networks(network, 2, ", path_sources: 1000").mean(measure).mean;
}

} // namespace

TEST_CASE("V-22 clustering of a ring is 3(k-2)/(4(k-1)) (Watts and Strogatz 1998)")
{
    for (int k : {4, 6, 10}) {
        double const clustering =
            one_measure("kind: ring, agents: 1000, neighbours: " + std::to_string(k), "clustering");
        CHECK(clustering == Approx(3.0 * (k - 2) / (4.0 * (k - 1))).epsilon(1e-9));
    }
    check_analytic(one_measure("kind: ring, agents: 1000, neighbours: 10", "clustering"), 0.66667, 5);
}

TEST_CASE("V-22 path length of a ring of 1000 is 50.45045 with 10 neighbours and 83.75075 with 6")
{
    check_analytic(one_measure("kind: ring, agents: 1000, neighbours: 10", "path_length"), 50.45045, 5);
    check_analytic(one_measure("kind: ring, agents: 1000, neighbours: 6", "path_length"), 83.75075, 5);
}

TEST_CASE("V-22 clustering falls by (1-p)^3 when a share p of the ring's ties is rewired (Watts and Strogatz 1998)")
{
    // Band ±.01 on the mean of at least 50 graphs around the formula; transitivity as simulated for the target.
    Ensemble const rare = networks("kind: watts_strogatz, agents: 1000, neighbours: 10, rewiring: 0.01", 60);
    check_band(rare.mean("clustering").mean, 0.64687, 0.01);
    Ensemble const common = networks("kind: watts_strogatz, agents: 1000, neighbours: 10, rewiring: 0.1", 60);
    check_band(common.mean("clustering").mean, 0.48600, 0.01);
    check_band(common.mean("transitivity").mean, 0.4821, 0.01);
}

TEST_CASE("V-23 degrees of preferential attachment follow 2m(m+1)/(k(k+1)(k+2)) (Barabási and Albert 1999)")
{
    // Class F: relative bands on the mean of 10 networks of 10000. Exact shares: Dorogovtsev, Mendes, Samukhin 2000.
    Ensemble const grown = networks("kind: barabasi_albert, agents: 10000, newcomer_ties: 2", 10);
    auto const share = [&](std::size_t degree) { return grown.mean("degree_share", last, degree).mean; };
    auto const at_least = [&](std::size_t degree) { return grown.mean("degree_share_at_least", last, degree).mean; };
    check_band(share(2), 0.5, 0.02 * 0.5);
    check_band(share(3), 0.2, 0.04 * 0.2);
    check_band(share(5), 12.0 / 210, 0.06 * 12.0 / 210);
    check_band(at_least(10), 0.054545, 0.05 * 0.054545);
    check_band(at_least(20), 0.014286, 0.08 * 0.014286);
}

TEST_CASE("V-24 the largest component of random networks solves S = 1 - exp(-cS) (Erdős and Rényi 1960)")
{
    struct Point {
        char const* mean_degree;
        double share;
    };
    for (Point const point : {Point{"1.5", 0.58281}, Point{"2", 0.79681}, Point{"4", 0.98017}}) {
        Ensemble const random =
            networks(std::string("kind: erdos_renyi, agents: 5000, mean_degree: ") + point.mean_degree, 60);
        check_band(random.mean("giant_component").mean, point.share, 0.02);
        check_band(random.mean("mean_degree").mean, std::stod(point.mean_degree), 0.02);
    }
}
