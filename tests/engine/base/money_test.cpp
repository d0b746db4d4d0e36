#include "engine/base/money.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace tianji;

TEST_CASE("money is rounded half away from zero")
{
    CHECK(rounded(2.5) == Money{3});
    CHECK(rounded(-2.5) == Money{-3});
    CHECK(rounded(2.49) == Money{2});
    CHECK(millions(1e7) == largest_amount);
}

TEST_CASE("products beyond what accounts can hold stay there, so that sums of some of them are in range")
{
    double const infinity = std::numeric_limits<double>::infinity();
    CHECK(rounded(1e18) == largest_total);
    CHECK(rounded(1e21) == largest_total);
    CHECK(rounded(-infinity) == -largest_total);
    CHECK(share_of(largest_amount, 1e6) == largest_total);
    CHECK(largest_total.minor <= std::numeric_limits<std::int64_t>::max() / 9);
}
