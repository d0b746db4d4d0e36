#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace tianji;
using namespace tianji::classics;

TEST_CASE("Blind choice takes all options alike, sharp choice the best")
{
    auto const shares = [](std::string const& intensity) {
        return measured(logit_choice(),
                        "choosers: 40000, choice: {utilities: [3, 1, 2, 0], intensity: " + intensity + "}", 1)
            .at("share");
    };
    double const error = std::sqrt(0.25 * 0.75 / 40'000); // of a share, blind
    for (double share : shares("0")) CHECK(share == Approx(0.25).margin(4 * error));
    CHECK(shares("1000") == std::vector{1.0, 0.0, 0.0, 0.0});
}

TEST_CASE("A choice without options is refused")
{
    CHECK(refusal_of(logit_choice(), "choice: {utilities: []}") == "there is no option ()");
}
