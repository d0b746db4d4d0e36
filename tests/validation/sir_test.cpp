// V-25, final size of an epidemic. r includes those who are infectious at the start and solves
// r = 1 - (1 - i0) e^(-R0 r) for infinitely many persons (Kermack and McKendrick 1927); generations after Reed and
// Frost (Abbey 1952).
#include "models/classics/classics.hpp"
#include "tests/validation/ensemble.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace tianji;
using namespace tianji::validation;

namespace {

double final_size(double reproduction, double initial)
{
    double r = 1.0;
    for (int i = 0; i < 200; ++i) r = 1 - (1 - initial) * std::exp(-reproduction * r);
    return r;
}

} // namespace

TEST_CASE("V-25 a Reed-Frost epidemic among 10000 persons ends at the final size")
{
    check_analytic(final_size(2, 0.01), 0.80020, 5);

    Ensemble const epidemic(classics::sir(),
                            "contact: well_mixed, network: {agents: 10000}, epidemic: {reproduction: 2, initial: 0.01}",
                            60, 200);
    // Class S: reference of independent runs of the same size.
    check_stochastic(epidemic.mean("ever_infected"), 0.80009, 0.0003);
    check_band(epidemic.mean("ever_infected").mean, final_size(2, 0.01), 0.003);
    CHECK(epidemic.mean("infectious").mean == 0.0);
}

TEST_CASE("V-25 on a complete network of 500 persons the epidemic ends at the same size")
{
    // Class F: four standard errors of 100 runs (standard deviation of a run .03), and what few persons add.
    Ensemble const epidemic(classics::sir(), "network: {kind: complete, agents: 500}", 40, 100);
    check_band(epidemic.mean("ever_infected").mean, final_size(2, 0.01), 0.015);
}
