#include "engine/base/deflate.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>

using namespace tianji;

TEST_CASE("bytes that were deflated come back")
{
    std::string bytes;
    for (int i = 0; i < 100'000; ++i) bytes += static_cast<char>(i % 251 * (i / 1000));
    for (std::string const& one : {std::string(), std::string("\0a", 2), bytes})
        CHECK(inflated(deflated(one), one.size()) == one);
}

TEST_CASE("what repeats itself takes little room") { CHECK(deflated(std::string(1'000'000, 'x')).size() < 10'000); }

TEST_CASE("bytes that were not deflated, or to another size, are noticed")
{
    CHECK_THROWS_AS(inflated("rubbish", 7), std::runtime_error);
    CHECK_THROWS_AS(inflated(deflated("four"), 3), std::runtime_error);
    CHECK_THROWS_AS(inflated(deflated("four"), 5), std::runtime_error);
}
