// V-21, NK landscapes (Kauffman and Levin 1987). With K = N - 1 every solution is as good as drawn alone and the
// expected number of local optima is 2^N / (N + 1); with K = 0 there is one, of expected fitness 2/3. Between them the
// references are means of independent runs with K neighbours drawn at random.
#include "models/classics/classics.hpp"
#include "tests/validation/ensemble.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::validation;

namespace {

Ensemble survey(int loci, int interactions, int landscapes_per_run)
{
    return Ensemble(classics::nk_landscape(),
                    "landscape: {loci: " + std::to_string(loci) + ", interactions: " + std::to_string(interactions) +
                        ", landscapes: " + std::to_string(landscapes_per_run) + "}",
                    1, 50);
}

} // namespace

TEST_CASE("V-21 where all loci interact, 2^N / (N + 1) solutions are local optima")
{
    struct Point {
        int loci, landscapes_per_run;
        double optima;
    };
    for (Point const point : {Point{8, 40, 28.4444}, Point{10, 40, 93.0909}, Point{12, 4, 315.077}}) {
        INFO("N = " << point.loci);
        check_stochastic(survey(point.loci, point.loci - 1, point.landscapes_per_run).mean("optima"), point.optima);
    }
}

TEST_CASE("V-21 without interaction there is one optimum, of expected fitness two thirds")
{
    Ensemble const plain = survey(10, 0, 40);
    for (double const optima : plain.values("optima")) CHECK(optima == 1.0);
    check_stochastic(plain.mean("highest"), 2.0 / 3);
}

TEST_CASE("V-21 the more interaction, the more optima, and the lower they are")
{
    struct Point {
        int interactions, landscapes_per_run; // so many that the standard error is below one per cent
        double optima, optima_error, highest, mean_optimum;
    };
    // The errors of the last two references are those of their last printed digit.
    for (Point const point : {Point{1, 200, 3.442, .007, .7131, .6860}, Point{2, 100, 7.665, .009, .7437, .6797},
                              Point{4, 100, 21.973, .016, .7728, .6694}, Point{9, 40, 93.0909, 0, .7838, .6445}}) {
        INFO("K = " << point.interactions);
        Ensemble const rugged = survey(10, point.interactions, point.landscapes_per_run);
        check_stochastic(rugged.mean("optima"), point.optima, point.optima_error);
        check_stochastic(rugged.mean("highest"), point.highest, 0.5e-4);
        check_stochastic(rugged.mean("mean_optimum"), point.mean_optimum, 0.5e-4);
    }
}
