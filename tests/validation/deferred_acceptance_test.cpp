// V-33: proposals are accepted for the time being, and the matching that results is stable.
#include "models/classics/classics.hpp"
#include "tests/validation/ensemble.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::validation;

namespace {

Ensemble markets_of(int pairs, std::size_t runs)
{
    return Ensemble(classics::deferred_acceptance(), "pairs: " + std::to_string(pairs), 1, runs);
}

} // namespace

TEST_CASE("V-33 the number of proposals is that of random preferences, below n·H(n) (Wilson 1972)")
{
    // Class S(2000); references and their standard errors are simulated.
    struct Point {
        int pairs;
        double proposals, error, bound;
    };
    for (Point const point :
         {Point{10, 23.930, 0.010, 29.290}, {50, 208.46, 0.16, 224.960}, {100, 495.93, 0.56, 518.738}}) {
        Ensemble const markets = markets_of(point.pairs, 2000);
        Estimate const proposals = markets.mean("proposals");
        check_stochastic(proposals, point.proposals, point.error);
        CHECK(proposals.mean < point.bound);
        CHECK(markets.mean("stable").mean == 1.0);
    }
}

TEST_CASE("V-33 those who propose get a better partner than those who choose (Gale and Shapley 1962)")
{
    // Class S(2000); references are printed without an error, which is taken as that of the proposals, .56 per 100.
    Ensemble const markets = markets_of(100, 2000);
    check_stochastic(markets.mean("proposer_rank"), 4.959, 0.0056);
    check_stochastic(markets.mean("receiver_rank"), 20.31, 0.0056 * 20.31 / 4.959);
}

TEST_CASE("V-33 two pairs have 9/8 stable matchings on average")
{
    check_stochastic(markets_of(2, 4000).mean("stable_matchings"), 9.0 / 8);
}
