// V-26, Bass diffusion (Bass 1969). Two variants, and a test must say which: the continuous curve
// F(t) = (1 - e) / (1 + (q/p) e), e = e^(-(p+q) t), and the discrete tick F(t+1) = F(t) + (p + q F(t)) (1 - F(t)),
// which is what well mixed agents do who decide once per tick, and, bit for bit, those on a complete network
// (tests/models). Ticks of a target count from 1, so F(5) is observed in tick 4.
#include "models/classics/classics.hpp"
#include "tests/validation/ensemble.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace tianji;
using namespace tianji::validation;

namespace {

struct Continuous {
    double p, q;
    double share(double t) const
    {
        double const e = std::exp(-(p + q) * t);
        return (1 - e) / (1 + q / p * e);
    }
    double rate(double t) const { return (p + q * share(t)) * (1 - share(t)); }
    double peak() const { return std::log(q / p) / (p + q); }
};

// F(1), F(2), … when everybody decides `steps` times per tick.
std::vector<double> recursion(double p, double q, int ticks, int steps)
{
    std::vector<double> curve;
    double f = 0.0;
    for (int tick = 0; tick < ticks; ++tick) {
        for (int step = 0; step < steps; ++step) f += (p + q * f) * (1 - f) / steps;
        curve.push_back(f);
    }
    return curve;
}

Ensemble adopters(std::string const& agents, std::string const& adoption, std::size_t runs)
{
    return Ensemble(classics::bass(), "contact: well_mixed, network: {agents: " + agents + "}, adoption: " + adoption,
                    12, runs, Ensemble::Observe::every_tick);
}

// The tick, counted from 1, in which most adopt.
std::ptrdiff_t peak_of(std::vector<double> const& curve)
{
    std::vector<double> increments{curve[0]};
    for (std::size_t t = 1; t < curve.size(); ++t) increments.push_back(curve[t] - curve[t - 1]);
    return std::ranges::max_element(increments) - increments.begin() + 1;
}

std::vector<double> mean_curve(Ensemble const& ensemble)
{
    std::vector<double> curve;
    for (std::int64_t t = 0; t < ensemble.ticks(); ++t) curve.push_back(ensemble.mean("adopted", t).mean);
    return curve;
}

} // namespace

TEST_CASE("V-26 discrete: 2000 well mixed agents follow the mean of independent runs with 2000")
{
    // Class S: agent-based reference .2747 and .7824 (at least 100 runs, standard deviation of a run .018).
    Ensemble const bass = adopters("2000", "{innovation: 0.03, imitation: 0.38}", 150);
    double const reference_error = 0.018 / 10;
    check_stochastic(bass.mean("adopted", 4), 0.2747, reference_error);
    check_stochastic(bass.mean("adopted", 9), 0.7824, reference_error);
    CHECK(peak_of(mean_curve(bass)) == 8);
}

TEST_CASE("V-26 discrete: many agents follow the recursion, at both points")
{
    auto const fast = recursion(.03, .38, 12, 1), slow = recursion(.01, .5, 12, 1);
    check_analytic(fast[4], .27291, 5);
    check_analytic(fast[9], .78264, 5);
    CHECK(peak_of(fast) == 8);
    check_analytic(slow[9], .63084, 5);

    Ensemble const many_fast = adopters("20000", "{innovation: 0.03, imitation: 0.38}", 60);
    check_stochastic(many_fast.mean("adopted", 4), .27291);
    check_stochastic(many_fast.mean("adopted", 9), .78264);
    check_stochastic(adopters("20000", "{innovation: 0.01, imitation: 0.5}", 60).mean("adopted", 9), .63084);
}

TEST_CASE("V-26 continuous: the recursion of ever shorter steps becomes the curve of Bass")
{
    Continuous const fast{.03, .38}, slow{.01, .5};
    check_analytic(fast.peak(), 6.19262, 5);
    check_analytic(fast.share(fast.peak()), .46053, 5);
    check_analytic(fast.rate(fast.peak()), .110592, 6);
    check_analytic(fast.share(5), .33120, 5);
    check_analytic(fast.share(10), .81280, 5);
    check_analytic(slow.peak(), 7.67063, 5);
    check_analytic(slow.share(10), .76171, 5);

    check_analytic(recursion(.03, .38, 10, 100'000)[9], .81280, 5);
    check_analytic(recursion(.01, .5, 10, 100'000)[9], .76171, 5);
}

TEST_CASE("V-26 continuous: agents who decide in ever shorter steps follow it, at both points")
{
    constexpr int steps = 32;
    // Class S against the same steps of infinitely many agents; class F against the curve: 1/32 of what the discrete
    // variant differs from it (.058 and .030; .131), and four standard errors.
    auto const adoption = [](std::string const& p, std::string const& q) {
        return "{innovation: " + p + ", imitation: " + q + ", steps: " + std::to_string(steps) + "}";
    };
    Ensemble const fast = adopters("5000", adoption("0.03", "0.38"), 100);
    check_stochastic(fast.mean("adopted", 4), recursion(.03, .38, 10, steps)[4]);
    check_stochastic(fast.mean("adopted", 9), recursion(.03, .38, 10, steps)[9]);
    check_band(fast.mean("adopted", 4).mean, .33120, .006);
    check_band(fast.mean("adopted", 9).mean, .81280, .006);

    auto const curve = mean_curve(fast);
    double const in_tick_7 = curve[6] - curve[5];
    CHECK(peak_of(curve) == 7);
    check_band(6 + (.46053 - curve[5]) / in_tick_7, 6.19262, .06);
    check_band(in_tick_7, .110592, .003);

    Ensemble const slow = adopters("5000", adoption("0.01", "0.5"), 100);
    check_stochastic(slow.mean("adopted", 9), recursion(.01, .5, 10, steps)[9]);
    check_band(slow.mean("adopted", 9).mean, .76171, .016);
}
