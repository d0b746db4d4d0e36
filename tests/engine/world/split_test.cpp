#include "engine/base/contract.hpp"
#include "engine/world/ledger.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <random>
#include <vector>

using namespace tianji;

namespace {

__extension__ using Wide = __int128;
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

std::vector<std::int64_t> parts_of(std::int64_t total, std::vector<std::int64_t> const& weights)
{
    std::vector<std::int64_t> parts;
    for (Money part : split(Money{total}, weights)) parts.push_back(part.minor);
    return parts;
}

using Parts = std::vector<std::int64_t>;

// What largest remainder means: every part is its quota rounded down or up, nobody who was rounded down has a larger
// remainder than one who was rounded up, and of two equal ones the first is rounded up first.
void check_split(std::int64_t total, std::vector<std::int64_t> const& weights)
{
    Parts const parts = parts_of(total, weights);
    Wide sum = 0, given = 0;
    for (std::int64_t weight : weights) sum += weight;
    for (std::int64_t part : parts) given += part;
    REQUIRE(given == total);
    Wide least_up = sum, most_down = -1;
    std::size_t last_up = 0, first_down = weights.size();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        Wide const product = static_cast<Wide>(total) * weights[i];
        Wide const remainder = product % sum;
        bool const is_up = parts[i] != static_cast<std::int64_t>(product / sum);
        REQUIRE(parts[i] == static_cast<std::int64_t>(product / sum) + is_up);
        if (is_up && remainder <= least_up) least_up = remainder, last_up = i;
        if (!is_up && remainder > most_down) most_down = remainder, first_down = i;
    }
    REQUIRE(most_down <= least_up);
    if (most_down == least_up) REQUIRE(last_up < first_down);
}

} // namespace

TEST_CASE("A split follows the largest remainders, ties go to the first")
{
    CHECK(parts_of(10, {1, 1, 1}) == Parts{4, 3, 3});
    CHECK(parts_of(11, {1, 1, 1}) == Parts{4, 4, 3});
    CHECK(parts_of(7, {2, 3, 5}) == Parts{1, 2, 4}); // quotas 1.4, 2.1, 3.5
    CHECK(parts_of(3, {0, 1, 0}) == Parts{0, 3, 0});
    CHECK(parts_of(0, {4, 5}) == Parts{0, 0});
}

TEST_CASE("A split of huge amounts is exact")
{
    CHECK(parts_of(most, {most, most}) == Parts{most / 2 + 1, most / 2});
    CHECK(parts_of(most, {1, most}) == Parts{1, most - 1});
    // Eight weights of 2^63 - 1: their sum needs 66 bits.
    CHECK(parts_of(9, Parts(8, most)) == Parts{2, 1, 1, 1, 1, 1, 1, 1});
    // The remainders differ by less than one part in 2^62.
    std::int64_t const half = most / 2;
    CHECK(parts_of(1, {half, half + 1}) == Parts{0, 1});
    CHECK(parts_of(1, {half, half + 1, most, most}) == Parts{0, 0, 1, 0});
    CHECK(parts_of(1, {most - 1, most, most, most, most}) == Parts{0, 1, 0, 0, 0});
}

TEST_CASE("A split of random amounts adds up and follows the largest remainders")
{
    std::mt19937_64 luck(7);
    for (int round = 0; round < 3000; ++round) {
        int const shift = static_cast<int>(luck() % 60) + 1;
        auto const draw = [&] { return static_cast<std::int64_t>(luck() >> shift); };
        std::vector<std::int64_t> weights(1 + luck() % 12);
        for (std::int64_t& weight : weights) weight = luck() % 4 == 0 ? 0 : draw();
        weights.front() += weights.front() == 0;
        check_split(draw(), weights);
    }
}

TEST_CASE("What cannot be split is refused")
{
    CHECK_THROWS_AS(parts_of(-1, {1}), BrokenContract);
    CHECK_THROWS_AS(parts_of(1, {2, -1}), BrokenContract);
    CHECK_THROWS_AS(parts_of(1, {0, 0}), BrokenContract);
    CHECK_THROWS_AS(parts_of(1, {}), BrokenContract);
}
