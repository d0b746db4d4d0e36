// V-20, exploration and exploitation (March 1991): 30 facts, 50 individuals, a closed system of 200 ticks; in
// turbulence 80 ticks. References are means of 10 to 20 thousand independent runs; the band is the target's for 2000
// runs, here 20 runs of 100 organisations.
#include "models/classics/classics.hpp"
#include "tests/validation/ensemble.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::validation;

namespace {

constexpr double band = 0.01;

Ensemble learn(std::string const& learning, std::int64_t ticks)
{
    return Ensemble(classics::exploration(),
                    "organisation: {organisations: 100, individuals: 50, facts: 30}, learning: {" + learning + "}",
                    ticks, 20);
}

std::string rates(std::string const& by_individuals, std::string const& by_code)
{
    return "by_individuals: " + by_individuals + ", by_code: " + by_code;
}

} // namespace

TEST_CASE("V-20 slow learners under a fast code know most in the end")
{
    std::string const rate[] = {"0.1", "0.5", "0.9"};
    double const reference[3][3] = {// [by_code][by_individuals]
                                    {.7478, .6900, .6728},
                                    {.8378, .7300, .6903},
                                    {.8606, .7581, .6899}};
    for (int by_code = 0; by_code < 3; ++by_code)
        for (int by_individuals = 0; by_individuals < 3; ++by_individuals) {
            INFO(rates(rate[by_individuals], rate[by_code]));
            Ensemble const closed = learn(rates(rate[by_individuals], rate[by_code]), 200);
            check_band(closed.mean("knowledge").mean, reference[by_code][by_individuals], band);
        }
}

TEST_CASE("V-20 in turbulence some turnover keeps an organisation learning")
{
    std::string const turbulent = rates("0.5", "0.5") + ", turbulence: 0.02";
    check_band(learn(turbulent, 80).mean("knowledge").mean, .5127, band);
    Ensemble const with_turnover = learn(turbulent + ", turnover: 0.1", 80);
    check_band(with_turnover.mean("knowledge").mean, .6264, band);
    check_band(with_turnover.mean("code_knowledge").mean, .705, band);
}
