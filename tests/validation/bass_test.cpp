// V-26, Bass diffusion. Two variants, and a test must say which: the continuous curve of Bass (1969) and the discrete
// tick F(t+1) = F(t) + (p + q F(t)) (1 - F(t)), which is what agents do on a complete network.
#include "models/classics/classics.hpp"
#include "tests/validation/ensemble.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::validation;

TEST_CASE("V-26 discrete: adopters on a complete network follow the mean of independent runs with 2000")
{
    // Class S: agent-based reference .2747 and .7824 (at least 100 runs, standard deviation of a run .018).
    Ensemble const bass(classics::bass(), "network: {kind: complete, agents: 2000}", 10, 150,
                        Ensemble::Observe::every_tick);
    double const reference_error = 0.018 / 10;
    check_stochastic(bass.mean("adopted", 4), 0.2747, reference_error);
    check_stochastic(bass.mean("adopted", 9), 0.7824, reference_error);
}
