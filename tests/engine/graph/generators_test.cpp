#include "engine/base/contract.hpp"
#include "engine/graph/generators.hpp"
#include "engine/graph/random_choice.hpp"
#include "tests/engine/graph/words.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>

using namespace tianji;

namespace {

bool is_simple(CollaborationGraph const& graph)
{
    graph.check_invariants(); // sorted, symmetric, no self-ties
    for (Vertex v = 0; v < graph.vertex_count(); ++v) {
        auto const row = graph.neighbours(v);
        if (std::adjacent_find(row.begin(), row.end()) != row.end()) return false;
    }
    return graph.form() == CollaborationGraph::Form::frozen;
}

std::vector<std::size_t> degrees_of(CollaborationGraph const& graph)
{
    std::vector<std::size_t> degrees;
    for (Vertex v = 0; v < graph.vertex_count(); ++v) degrees.push_back(graph.degree(v));
    return degrees;
}

double log_of_library(double x) { return std::log(x); }

} // namespace

TEST_CASE("complete graph, star, path and ring lattice are what their names say")
{
    for (auto const& graph :
         {complete_graph(6), star(6), path(6), ring_lattice(6, 2), ring_lattice(9, 4), complete_graph(0), path(1)})
        CHECK(is_simple(graph));
    CHECK(degrees_of(complete_graph(4)) == std::vector<std::size_t>{3, 3, 3, 3});
    CHECK(degrees_of(star(5)) == std::vector<std::size_t>{4, 1, 1, 1, 1});
    CHECK(degrees_of(path(4)) == std::vector<std::size_t>{1, 2, 2, 1});
    auto const lattice = ring_lattice(8, 4);
    for (Vertex v = 0; v < 8; ++v)
        for (Vertex u = 0; u < 8; ++u) {
            Vertex const distance = std::min((v - u + 8) % 8, (u - v + 8) % 8);
            CHECK(lattice.has_tie(v, u) == (distance == 1 || distance == 2));
        }
    CHECK_THROWS_AS(ring_lattice(5, 3), BrokenContract);
    CHECK_THROWS_AS(ring_lattice(4, 4), BrokenContract);
}

TEST_CASE("uniform indices are uniform and reach both ends")
{
    TestWords words(5);
    std::map<std::uint64_t, int> counts;
    for (int i = 0; i < 60'000; ++i) ++counts[below(6, words)];
    CHECK(counts.size() == 6);
    for (auto const& [value, count] : counts) CHECK(std::abs(count - 10'000) < 400); // 4 standard deviations
    CHECK(below(1, words) == 0);
}

TEST_CASE("Watts-Strogatz keeps the number of ties, is simple, and rewires a share p")
{
    TestWords words(1);
    auto const lattice = ring_lattice(2000, 10);
    for (double const p : {0.0, 0.1, 1.0}) {
        auto const graph = watts_strogatz(2000, 10, p, words);
        CHECK(is_simple(graph));
        CHECK(graph.tie_count() == 10'000);
        std::size_t kept = 0;
        graph.for_each_tie([&](Tie const& tie) { kept += lattice.has_tie(tie.a, tie.b) ? 1 : 0; });
        CHECK(static_cast<double>(kept) / 10'000 == Approx(1 - p).margin(0.015));
    }
}

TEST_CASE("Watts-Strogatz ends where hardly a vertex is free")
{
    TestWords words(2);
    for (std::size_t n = 3; n < 10; ++n)
        for (int i = 0; i < 20; ++i) {
            std::size_t const k = (n - 1) / 2 * 2;
            auto const graph = watts_strogatz(n, k, 1, words);
            CHECK(is_simple(graph));
            CHECK(graph.tie_count() == n * k / 2);
        }
}

TEST_CASE("the same words give the same graph")
{
    TestWords one(9), two(9);
    CHECK(watts_strogatz(500, 6, 0.3, one).all_ties() == watts_strogatz(500, 6, 0.3, two).all_ties());
}

TEST_CASE("Barabási-Albert: each newcomer brings m ties, and degrees have the published tail")
{
    TestWords words(3);
    auto const graph = barabasi_albert(20'000, 3, words);
    CHECK(is_simple(graph));
    CHECK(graph.tie_count() == 6 + 3 * (20'000 - 4));
    auto const degrees = degrees_of(graph);
    CHECK(*std::min_element(degrees.begin(), degrees.end()) == 3);
    // P(k) = 2m(m+1) / (k(k+1)(k+2)): Bollobás et al. 2001.
    CHECK(static_cast<double>(std::count(degrees.begin(), degrees.end(), 3u)) / 20'000 == Approx(0.4).margin(0.015));
    CHECK(static_cast<double>(std::count(degrees.begin(), degrees.end(), 4u)) / 20'000 == Approx(0.2).margin(0.015));
}

TEST_CASE("Erdős-Rényi with a number of ties has it, sparse, dense and full, and every pair is as likely")
{
    TestWords words(4);
    for (std::uint64_t const m : {0u, 1u, 500u, 4000u, 4950u}) {
        auto const graph = erdos_renyi_with_ties(100, m, words);
        CHECK(is_simple(graph));
        CHECK(graph.tie_count() == m);
    }
    for (std::uint64_t const m : {3u, 7u}) {
        std::map<std::pair<Vertex, Vertex>, int> counts;
        for (int i = 0; i < 10'000; ++i)
            erdos_renyi_with_ties(5, m, words).for_each_tie([&](Tie const& tie) { ++counts[{tie.a, tie.b}]; });
        CHECK(counts.size() == 10);
        for (auto const& [pair, count] : counts) CHECK(std::abs(count - static_cast<int>(m) * 1000) < 200);
    }
}

TEST_CASE("Erdős-Rényi with a probability has the binomial number of ties, and every pair is as likely")
{
    TestWords words(6);
    CHECK(erdos_renyi_with_probability(50, 0, words, log_of_library).tie_count() == 0);
    CHECK(erdos_renyi_with_probability(50, 1, words, log_of_library).tie_count() == 1225);
    CHECK(erdos_renyi_with_probability(0, 0.5, words, log_of_library).vertex_count() == 0);
    auto const graph = erdos_renyi_with_probability(2000, 0.01, words, log_of_library);
    CHECK(is_simple(graph));
    CHECK(std::abs(static_cast<double>(graph.tie_count()) - 19'990) < 4 * 141);
    std::map<std::pair<Vertex, Vertex>, int> counts;
    for (int i = 0; i < 10'000; ++i)
        erdos_renyi_with_probability(5, 0.3, words, log_of_library).for_each_tie([&](Tie const& tie) {
            ++counts[{tie.a, tie.b}];
        });
    for (auto const& [pair, count] : counts) CHECK(std::abs(count - 3000) < 200);
}

TEST_CASE("random regular graphs are regular, also where nearly complete")
{
    TestWords words(8);
    for (auto const& [n, d] : {std::pair<std::size_t, std::size_t>{1000, 8}, {10, 3}, {8, 7}, {9, 6}, {6, 0}, {7, 4}}) {
        auto const graph = random_regular(n, d, words);
        CHECK(is_simple(graph));
        CHECK(degrees_of(graph) == std::vector<std::size_t>(n, d));
    }
    CHECK_THROWS_AS(random_regular(5, 3, words), BrokenContract);
}

TEST_CASE("the configuration model gives no more than the degrees asked for, and nearly all")
{
    TestWords words(10);
    std::vector<std::uint32_t> wanted;
    for (std::uint32_t i = 0; i < 3000; ++i) wanted.push_back(1 + i % 10);
    auto const graph = configuration_model(wanted, words);
    CHECK(is_simple(graph));
    for (Vertex v = 0; v < 3000; ++v) CHECK(graph.degree(v) <= wanted[v]);
    CHECK(static_cast<double>(graph.tie_count()) > 0.995 * 16'500 / 2);
    CHECK_THROWS_AS(configuration_model(std::vector<std::uint32_t>{1, 2}, words), BrokenContract);
}
