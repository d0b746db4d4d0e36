// V-30, Pólya's urn (Eggenberger and Pólya 1923; Arthur, Ermoliev and Kaniovski 1987). From (1, 1), after T draws each
// of the T + 1 numbers of first balls is equally likely: the share has mean 1/2 and variance (1/12) T / (T + 2), and
// after 500 draws it is below one quarter in 125 of 501 cases.
#include "models/classics/classics.hpp"
#include "tests/validation/ensemble.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::validation;

TEST_CASE("V-30 after 500 draws any share of Polya's urn is equally likely")
{
    Ensemble const urns(classics::polya_urn(), "urn: {urns: 2000, first: 1, second: 1, returns: 1}", 500, 20);
    check_stochastic(urns.mean("share"), 0.5);
    check_stochastic(urns.mean("variance"), 0.083001);
    check_stochastic(urns.mean("below_quarter"), 125.0 / 501);
}
