#include "engine/base/stream.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <set>
#include <vector>

using namespace tianji;

TEST_CASE("threefry4x64-20 gives the known answers of Random123")
{
    // kat_vectors of Random123 1.14: zero key and counter, and all bits set.
    CHECK(random_block({0, 0, 0, 0}, {0, 0, 0, 0}) ==
          RandomBlock{0x09218ebde6c85537, 0x55941f5266d86105, 0x4bd25e16282434dc, 0xee29ec846bd2e40b});
    constexpr std::uint64_t ones = ~std::uint64_t{0};
    CHECK(random_block({ones, ones, ones, ones}, {ones, ones, ones, ones}) ==
          RandomBlock{0x29c24097942bba1b, 0x0371bbfb0f6f4e11, 0x3c231ffa33f83a1c, 0xcd29113fde32d168});
}

TEST_CASE("draw d of agent k is word k mod 4 of the block counted by (k div 4, none, d)")
{
    StreamKey const key{1, 2, 3, hash_of("exchange")};
    for (std::uint64_t agent : {0u, 1u, 5u, 7u, 1'000'003u}) {
        Stream stream(key, agent);
        for (std::uint64_t draw = 0; draw < 40; ++draw)
            CHECK(stream.word() == random_block(key, {agent / 4, ~std::uint64_t{0}, draw, 0})[agent % 4]);
    }
}

TEST_CASE("what a stream returns does not depend on the agents it served before")
{
    StreamKey const key{9, 0, 4, hash_of("adopt")};
    Stream shared(key);
    for (std::uint64_t agent : {4u, 5u, 4u, 900u, 6u}) {
        shared.begin(agent);
        Stream fresh(key, agent);
        for (int draw = 0; draw < 40; ++draw) CHECK(shared.word() == fresh.word());
    }
}

TEST_CASE("what a stream returns does not depend on the order in which agents ask, nor on how many")
{
    StreamKey const key{9, 0, 4, hash_of("adopt")};
    for (std::uint64_t step : {1u, 3u, 4u, 7u, 16u}) {
        Stream shared(key);
        for (std::uint64_t agent = 0; agent < 200; agent += step) {
            shared.begin(agent);
            std::uint64_t const draws = agent * 7 % 41;
            for (std::uint64_t draw = 0; draw < draws; ++draw)
                CHECK(shared.word() == random_block(key, {agent / 4, ~std::uint64_t{0}, draw, 0})[agent % 4]);
        }
    }
}

TEST_CASE("a pair has one luck, whoever asks")
{
    StreamKey const key{9, 0, 4, hash_of("meet")};
    PairStream ab(key, 3, 8), ba(key, 8, 3), other(key, 3, 9);
    for (int draw = 0; draw < 6; ++draw) {
        std::uint64_t const word = ab.word();
        CHECK(word == ba.word());
        CHECK(word != other.word());
    }
}

TEST_CASE("every part of the key changes the draws")
{
    std::set<std::uint64_t> words;
    StreamKey const keys[] = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}, {0, 0, 0, 0}};
    for (StreamKey const& key : keys) words.insert(Stream(key, 0).word());
    CHECK(words.size() == 5);
    CHECK(hash_of("adopt") != hash_of("adapt"));
    CHECK(mix(1, 2) != mix(2, 1));
}

TEST_CASE("the bound on a Gumbel variate is never below it, and near it where it matters")
{
    for (std::uint64_t agent = 0; agent < 20'000; ++agent) {
        double const u = Stream({3, 0, 0, 0}, agent).open_uniform();
        REQUIRE(gumbel_bound(u) >= gumbel_of(u));
        if (u > 0.9) REQUIRE(gumbel_bound(u) - gumbel_of(u) < 0.8);
    }
    for (double u : {0x1p-54, 0.25, 0.5, 1.0 - 0x1p-53}) CHECK(gumbel_bound(u) >= gumbel_of(u));
}

TEST_CASE("an open uniform is never 0 and never 1, whatever the word")
{
    struct Fixed : Distributions<Fixed> {
        std::uint64_t value = 0;
        std::uint64_t word() { return value; }
    };
    Fixed lowest, highest;
    highest.value = ~std::uint64_t{0};
    CHECK(lowest.open_uniform() == 0x1p-53);
    CHECK(highest.open_uniform() == 1.0 - 0x1p-53);
    CHECK(std::isfinite(highest.gumbel()));
    CHECK(std::isfinite(lowest.gumbel()));
    CHECK(highest.normal() == -lowest.normal());
}

TEST_CASE("distributions have the moments of their definition")
{
    StreamKey const key{5, 0, 0, 0};
    int const n = 200'000;
    double uniform = 0, normal = 0, normal2 = 0, exponential = 0, gumbel = 0, poisson = 0, poisson2 = 0;
    std::vector<int> counts(7);
    for (std::uint64_t agent = 0; agent < n; ++agent) {
        Stream luck(key, agent);
        uniform += luck.uniform();
        double const z = luck.normal();
        normal += z;
        normal2 += z * z;
        exponential += luck.exponential();
        gumbel += luck.gumbel();
        double const k = luck.poisson(3.5);
        poisson += k;
        poisson2 += k * k;
        ++counts[luck.below(7)];
    }
    // Four standard errors of each mean.
    auto const se = [&](double variance) { return 4 * std::sqrt(variance / n); };
    CHECK(std::abs(uniform / n - 0.5) < se(1.0 / 12));
    CHECK(std::abs(normal / n) < se(1));
    CHECK(std::abs(normal2 / n - 1) < se(2));
    CHECK(std::abs(exponential / n - 1) < se(1));
    CHECK(std::abs(gumbel / n - 0.5772156649) < se(1.6449340668));
    CHECK(std::abs(poisson / n - 3.5) < se(3.5));
    CHECK(std::abs(poisson2 / n - (3.5 + 3.5 * 3.5)) < se(3.5 * (1 + 6 * 3.5 + 4 * 3.5 * 3.5)));
    for (int count : counts) CHECK(std::abs(count - n / 7.0) < 4 * std::sqrt(n / 7.0 * 6 / 7.0));
}
