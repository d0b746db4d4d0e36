// V-40, the consensus of DeGroot (1974) and the fixation of a variant after Moran (1958).
#include "models/classics/classics.hpp"
#include "tests/validation/ensemble.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::validation;

namespace {

// What the three agree on when only `speaker` holds 1 and the others 0: the weight of the speaker in the consensus.
double weight_in_consensus(int speaker)
{
    auto const opinion = [&](int i) { return std::string(i == speaker ? "1" : "0"); };
    Ensemble const group(classics::degroot(),
                         "members: [{opinion: " + opinion(0) + ", trust: [0.5, 0.5, 0]}, {opinion: " + opinion(1) +
                             ", trust: [0.25, 0.5, 0.25]}, {opinion: " + opinion(2) + ", trust: [0, 0.5, 0.5]}]",
                         100, 2);
    CHECK(group.mean("disagreement").mean < 1e-12);
    return group.mean("opinion").mean;
}

} // namespace

TEST_CASE("V-40 the one in the middle counts twice in the consensus")
{
    check_analytic(weight_in_consensus(0), 0.25, 12);
    check_analytic(weight_in_consensus(1), 0.5, 12);
    check_analytic(weight_in_consensus(2), 0.25, 12);
}

TEST_CASE("V-40 one mutant takes over with probability (1 - 1/r) / (1 - r^-N)")
{
    struct Point {
        std::string fitness, individuals, populations;
        std::int64_t ticks;
        double fixed;
    };
    for (Point const& point : {Point{"1.1", "10", "2000", 1500, .147950}, Point{"1.5", "20", "1000", 2500, .333434}}) {
        INFO("r = " << point.fitness << ", N = " << point.individuals);
        Ensemble const moran(classics::moran(),
                             "population: {populations: " + point.populations + ", individuals: " + point.individuals +
                                 ", fitness: " + point.fitness + ", mutants: 1}",
                             point.ticks, 40);
        check_stochastic(moran.mean("fixed"), point.fixed);
        CHECK(moran.mean("fixed").mean + moran.mean("lost").mean == Approx(1).margin(1e-12));
    }
}
