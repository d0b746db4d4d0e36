// V-27, V-28, V-31: selection, choice and investment in markets.
#include "models/classics/classics.hpp"
#include "tests/validation/ensemble.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>

using namespace tianji;
using namespace tianji::validation;

namespace {

using Values = std::vector<double>;

// Class A: the shares after the last tick. They sum to 1 to 1e-12.
void check_shares(std::string const& rest, std::int64_t ticks, Values const& expected)
{
    Ensemble const market(classics::replicator(), rest, ticks, 1);
    double sum = 0.0;
    for (std::size_t firm = 0; firm < expected.size(); ++firm) {
        double const share = market.values("share", last, firm).front();
        check_analytic(share, expected[firm], 6);
        sum += share;
    }
    CHECK(std::abs(sum - 1) <= 1e-12);
}

} // namespace

TEST_CASE("V-27 shares in continuous time are in proportion to x exp(f t) (Taylor and Jonker 1978)")
{
    check_shares("shares: [0.9, 0.1], fitness: [1, 1.2], selection: {time: continuous}", 10, {0.549147, 0.450853});
    check_shares("shares: [0.3333333333333333, 0.3333333333333333, 0.3333333333333333], fitness: [0.1, 0.2, 0.3], "
                 "selection: {time: continuous}",
                 10, {0.090031, 0.244728, 0.665241});
}

TEST_CASE("V-27 the step of continuous time does not matter")
{
    check_shares("shares: [0.9, 0.1], fitness: [1, 1.2], selection: {time: continuous, step: 0.01}", 1000,
                 {0.549147, 0.450853});
}

TEST_CASE("V-27 shares in discrete time follow the quasi-replicator (Dosi, Fagiolo and Roventini 2010)")
{
    std::string const market = "shares: [0.5, 0.3, 0.2], fitness: [1, 1.1, 1.3], selection: {intensity: ";
    check_shares(market + "1}", 10, {0.123907, 0.192829, 0.683264});
    check_shares(market + "0.5}", 20, {0.126312, 0.187852, 0.685836});
}

TEST_CASE("V-27 mean fitness grows by the variance of fitness (Fisher 1930)")
{
    // dĒ/dt = Var: the increase over a short step is the mean of the variances at its ends, but for terms of step².
    double const step = 1e-3;
    Ensemble const market(classics::replicator(),
                          "shares: [0.5, 0.3, 0.2], fitness: [1, 1.1, 1.3], selection: {time: continuous, step: 0.001}",
                          1000, 1, Ensemble::Observe::every_tick);
    for (std::int64_t tick : {0, 500, 998}) {
        auto const at = [&](char const* measure, std::int64_t when) { return market.values(measure, when).front(); };
        double const increase = (at("mean_fitness", tick + 1) - at("mean_fitness", tick)) / step;
        double const variance = (at("variance_of_fitness", tick) + at("variance_of_fitness", tick + 1)) / 2;
        CHECK(increase == Approx(variance).epsilon(1e-4));
    }
}

TEST_CASE("V-28 options are taken with logit probabilities (McFadden 1974)")
{
    // Class S: 200 runs of 10000 independent choosers.
    Ensemble const choice(classics::logit_choice(), "choosers: 10000, choice: {intensity: 2, utilities: [1, 1.5, 2]}",
                          1, 200);
    check_stochastic(choice.mean("share", last, 0), 0.09003);
    check_stochastic(choice.mean("share", last, 1), 0.24473);
    check_stochastic(choice.mean("share", last, 2), 0.66524);
}

TEST_CASE("V-31 firms without R&D end at the Cournot equilibrium (Nelson and Winter 1982, ch. 12)")
{
    struct Point {
        int firms;
        double price, capital;
        int digits; // of capital
    };
    for (Point const point : {Point{2, 2.0, 104.6875, 4}, {4, 1.33333, 78.515625, 6}, {16, 1.066667, 24.536133, 6}}) {
        Ensemble const industry(classics::nelson_winter(), "firms: " + std::to_string(point.firms), 2000, 1);
        check_analytic(industry.values("price").front(), point.price, 5);
        check_analytic(industry.values("capital").front(), point.capital, point.digits);
        CHECK(industry.values("herfindahl").front() == Approx(1.0 / point.firms).epsilon(1e-9));
    }
}
