#include "engine/base/threefry.hpp"

#include <catch2/catch.hpp>

using namespace tianji;

TEST_CASE("Four blocks at a time are the same as one by one, in every way that this processor has")
{
    std::array<std::uint64_t, 4> const key{0x9E3779B97F4A7C15, 7, ~std::uint64_t{0}, 1};
    for (Encipher encipher : ways_to_encipher())
        for (std::uint64_t first :
             {std::uint64_t{0}, std::uint64_t{5}, ~std::uint64_t{1}}) { // and past the last number
            FourBlocks four{};
            encipher(key, {first, 3, 2, 1}, four);
            for (std::uint64_t i = 0; i < 4; ++i) CHECK(four[i] == threefry(key, {first + i, 3, 2, 1}));
        }
}
