#include "engine/experiment/crew/equal_outlay.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace tianji;

namespace {

struct Found {
    double budget = 0.0, outlay = 0.0;
    std::size_t trials = 0;
};

Found search(double target, std::function<double(double)> const& outlay_at)
{
    EqualOutlay search(target);
    Found found;
    while (auto const budget = search.next()) {
        double const outlay = outlay_at(*budget);
        ++found.trials;
        if (search.note(*budget, outlay)) found = {*budget, outlay, found.trials};
        REQUIRE(found.trials <= EqualOutlay::most_trials);
    }
    return found;
}

} // namespace

TEST_CASE("the usual budget is tried first and kept where it pays as much")
{
    Found const found = search(100.0, [](double budget) { return 99.5 * budget; });
    CHECK(found.budget == 1.0);
    CHECK(found.trials == 1);
}

TEST_CASE("a budget that pays as much is found where outlay grows with it, however bent")
{
    for (double const target : {3.0, 60.0, 250.0, 900.0})
        for (double const power : {0.5, 1.0, 2.0}) {
            Found const found = search(target, [&](double budget) { return 100.0 * std::pow(budget, power); });
            CHECK(found.outlay == Approx(target).epsilon(EqualOutlay::tolerance));
        }
}

TEST_CASE("projects are not divided: the nearest number of them is taken")
{
    Found const found = search(47.0, [](double budget) { return 10.0 * std::floor(10.0 * budget); });
    CHECK(found.outlay == 50.0);
    CHECK(search(97.0, [](double budget) { return 20.0 * std::floor(4.0 * budget); }).outlay == 100.0);
    CHECK(search(47.0, [](double budget) { return 10.0 * std::floor(4.0 * budget); }).outlay == 50.0);
}

TEST_CASE("money that nobody takes at first, or that buys nothing for a while, is no end of the search")
{
    auto const after_a_plateau = [](double budget) {
        return budget < 1.2 ? 90.0 * std::min(budget, 1.0) : 75.0 * budget;
    };
    CHECK(search(100.0, after_a_plateau).outlay == Approx(100.0).epsilon(EqualOutlay::tolerance));
    auto const late = [](double budget) { return budget < 1.9 ? 0.0 : 50.0 * budget; };
    CHECK(search(100.0, late).outlay == Approx(100.0).epsilon(0.05));
    CHECK(search(100.0, [](double budget) { return budget < 6.0 ? 0.0 : 100.0; }).outlay == 100.0);
}

TEST_CASE("where more money finds no takers the search ends with what could be spent")
{
    Found const found = search(500.0, [](double budget) { return std::min(100.0 * budget, 180.0); });
    CHECK(found.outlay == 180.0);
    CHECK(found.trials <= 4);
}

TEST_CASE("a policy that pays nothing stands beside a grant of nothing")
{
    Found const found = search(0.0, [](double budget) { return 80.0 * budget; });
    CHECK(found.outlay == 0.0);
    CHECK(found.trials == 1);
}
