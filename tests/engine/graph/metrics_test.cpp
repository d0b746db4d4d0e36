#include "engine/base/csv_columns.hpp"
#include "engine/graph/edge_list.hpp"
#include "engine/graph/generators.hpp"
#include "engine/graph/metrics.hpp"
#include "tests/engine/graph/words.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/clustering_coefficient.hpp>
#include <boost/graph/connected_components.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>

using namespace tianji;

namespace {

using Form = CollaborationGraph::Form;
using BoostGraph = boost::adjacency_list<boost::setS, boost::vecS, boost::undirectedS>;

BoostGraph in_boost(CollaborationGraph const& graph)
{
    BoostGraph copy(graph.vertex_count());
    graph.for_each_tie([&](Tie const& tie) { boost::add_edge(tie.a, tie.b, copy); });
    return copy;
}

// The textbook's formula over a list of pairs.
double correlation(std::vector<std::pair<double, double>> const& pairs)
{
    double const n = static_cast<double>(pairs.size());
    double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    for (auto const& [a, b] : pairs) x += a, y += b, xx += a * a, yy += b * b, xy += a * b;
    return (xy / n - x / n * y / n) / std::sqrt((xx / n - x / n * x / n) * (yy / n - y / n * y / n));
}

struct Network {
    CollaborationGraph graph;
    std::vector<std::uint8_t> types;
};

Network dutch_network()
{
    std::string const folder = TIANJI_SOURCE_DIR "/scenarios/netherlands/data/";
    CsvTable const organisations = read_csv(folder + "cordis_h2020_NL_organizations.csv");
    ColumnReader read(organisations);
    auto const ids = read.texts("org_id");
    std::vector<std::string_view> const types{"PRC", "HES", "REC", "PUB", "OTH"};
    Network network;
    for (std::size_t const type : read.words("type", types)) network.types.push_back(static_cast<std::uint8_t>(type));
    read.done();
    auto const ties = read_edge_list(folder + "cordis_h2020_NL_collaborations.csv",
                                     {"org_a", "org_b", "weight", "first_year"}, VertexKeys(ids));
    network.graph = CollaborationGraph(Form::editable, ids.size(), ties);
    return network;
}

} // namespace

TEST_CASE("the Dutch collaboration network has its published numbers")
{
    Network const network = dutch_network();
    auto const simple = simple_projection(network.graph).graph;
    CHECK(simple.vertex_count() == 2061);
    CHECK(simple.tie_count() == 5883);
    auto const distribution = degree_distribution(simple);
    CHECK(distribution.size() == 340 + 1);
    CHECK(distribution[0] == 471);
    CHECK(distribution[1] == 318);
    CHECK(mean_degree(simple) == Approx(5.7088791848617175).epsilon(1e-14));
    Components const components = connected_components(simple);
    CHECK(components.count() == 528);
    CHECK(components.giant_size() == 1459);
    CHECK(components.giant_share() == Approx(0.70790878214459).epsilon(1e-14));
    CHECK(clustering(simple).transitivity == Approx(0.14682796484562555).epsilon(1e-13));
    CHECK(clustering(simple).average_local == Approx(0.502000381412185).epsilon(1e-13));
    CHECK(degree_assortativity(simple).value() == Approx(-0.16930655964689295).epsilon(1e-12));
    CHECK(label_assortativity(simple, network.types).value() == Approx(0.031630564037016015).epsilon(1e-12));
}

TEST_CASE("random graphs have the same numbers as in Boost's adjacency list")
{
    TestWords words(11);
    for (int i = 0; i < 12; ++i) {
        std::size_t const n = 20 + words.below(60);
        auto const graph = erdos_renyi_with_ties(n, words.below(3 * n), words);
        BoostGraph const copy = in_boost(graph);
        std::vector<int> component(n);
        CHECK(static_cast<int>(connected_components(graph).count()) ==
              boost::connected_components(copy, component.data()));
        for (Vertex v = 0; v < n; ++v)
            for (Vertex u = 0; u < n; ++u)
                REQUIRE((connected_components(graph).component[v] == connected_components(graph).component[u]) ==
                        (component[v] == component[u]));
        double local = 0;
        std::vector<std::pair<double, double>> ends;
        for (Vertex v = 0; v < n; ++v) {
            local += boost::clustering_coefficient<BoostGraph, double>(copy, v);
            for (Vertex const u : graph.neighbours(v))
                ends.emplace_back(static_cast<double>(boost::out_degree(v, copy)),
                                  static_cast<double>(boost::out_degree(u, copy)));
        }
        CHECK(clustering(graph).average_local == Approx(local / static_cast<double>(n)).epsilon(1e-12));
        if (auto const r = degree_assortativity(graph)) CHECK(*r == Approx(correlation(ends)).epsilon(1e-9));
    }
}

TEST_CASE("numbers of known graphs")
{
    CHECK(clustering(complete_graph(5)).transitivity == 1);
    CHECK(clustering(complete_graph(5)).average_local == 1);
    CHECK(triangles_of_vertices(complete_graph(5)) == std::vector<std::uint64_t>(5, 6));
    CHECK(clustering(star(5)).transitivity == 0);
    CHECK(degree_assortativity(star(5)).value() == -1);
    CHECK_FALSE(degree_assortativity(ring_lattice(6, 2)));
    CHECK(degree_distribution(star(4)) == std::vector<std::uint64_t>{0, 3, 0, 1});
    CHECK(clustering(ring_lattice(100, 4)).average_local == Approx(0.5)); // 3(k-2) / 4(k-1): Watts & Strogatz 1998
    CHECK(clustering(ring_lattice(100, 10)).transitivity == Approx(2.0 / 3));
    std::vector<std::uint8_t> const alternating{0, 1, 0, 1}, blocks{0, 0, 1, 1}, one(4);
    CHECK(label_assortativity(ring_lattice(4, 2), alternating).value() == -1);
    CHECK(label_assortativity(CollaborationGraph(Form::frozen, 4, std::vector<Tie>{{0, 1}, {2, 3}}), blocks).value() ==
          1);
    CHECK_FALSE(label_assortativity(path(4), one));
}

TEST_CASE("graphs without ties or vertices have numbers too")
{
    for (std::size_t const n : {0u, 3u}) {
        CollaborationGraph const graph(Form::frozen, n, {});
        CHECK(connected_components(graph).count() == n);
        CHECK(connected_components(graph).giant_share() == Approx(n == 0 ? 0 : 1.0 / 3));
        CHECK(clustering(graph).average_local == 0);
        CHECK(clustering(graph).transitivity == 0);
        CHECK(mean_degree(graph) == 0);
        CHECK_FALSE(degree_assortativity(graph));
        CHECK_FALSE(label_assortativity(graph, std::vector<std::uint8_t>(n)));
        CHECK(degree_distribution(graph).size() == (n == 0 ? 0 : 1));
    }
}

TEST_CASE("Watts-Strogatz graphs cluster as published: .6475 at p = .01 and .4909 at p = .1, n = 1000, k = 10")
{
    TestWords words(12);
    for (auto const& [p, local] : {std::pair{0.01, 0.6475}, {0.1, 0.4909}}) {
        double sum = 0;
        for (int i = 0; i < 50; ++i) sum += clustering(watts_strogatz(1000, 10, p, words)).average_local;
        CHECK(sum / 50 == Approx(local).margin(0.005));
    }
}

TEST_CASE("parallel ties count once and only those who take part are seen")
{
    std::vector<Tie> const ties{{0, 1, 1, 0, 0}, {0, 1, 1, 0, 2}, {1, 2}, {0, 2}, {2, 4}, {3, 4}};
    CollaborationGraph const graph(Form::editable, 5, ties);
    CHECK(simple_projection(graph).graph.tie_count() == 5);
    std::vector<std::uint8_t> const alive{1, 1, 0, 1, 1};
    SimpleProjection const projection = simple_projection(graph, alive);
    CHECK(projection.original == std::vector<Vertex>{0, 1, 3, 4});
    CHECK(projection.graph.all_ties() == std::vector<Tie>{{0, 1}, {2, 3}});
    CHECK(connected_components(projection.graph).count() == 2);
    projection.graph.check_invariants();
}
