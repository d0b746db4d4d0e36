#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace tianji;
using namespace tianji::classics;

TEST_CASE("Firms without a chance fail when their capital is gone, firms that cannot lose reach the target")
{
    auto const after = [](std::string const& chance, std::int64_t ticks) {
        return measured(firm_failure(), "capital: 3, venture: {target: 5, chance: " + chance + "}", ticks);
    };
    CHECK(after("0", 10).at("ruined").front() == 1.0);
    CHECK(after("0", 10).at("duration").front() == 3.0);
    CHECK(after("1", 10).at("ruined").front() == 0.0);
    CHECK(after("1", 10).at("duration").front() == 2.0);
    CHECK(after("1", 1).at("open").front() == 1.0);
    CHECK(std::isnan(after("1", 1).at("duration").front()));
}

TEST_CASE("Without a target a firm never succeeds")
{
    CHECK(measured(firm_failure(), "capital: 3, venture: {target: 0, chance: 1}", 50).at("open").front() == 1.0);
}

TEST_CASE("A target that firms have from the start is refused")
{
    CHECK(refusal_of(firm_failure(), "capital: 20") == "target is 20 (firms have it from the start, capital is 20)");
}
