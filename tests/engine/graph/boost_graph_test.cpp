#include "engine/graph/boost_graph.hpp"
#include "engine/graph/generators.hpp"
#include "tests/engine/graph/words.hpp"

#include <boost/concept_check.hpp>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/visitors.hpp>
#include <catch2/catch.hpp>

using namespace tianji;

namespace {

template <class Graph>
void require_concepts()
{
    BOOST_CONCEPT_ASSERT((boost::GraphConcept<Graph>));
    BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Graph>));
    BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Graph>));
    BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<Graph>));
    BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<Graph>));
    BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Graph, Vertex, boost::vertex_index_t>));
}

template <class Graph>
std::vector<int> distances_from_first(Graph const& graph)
{
    std::vector<int> distances(num_vertices(graph), 0);
    auto const map = boost::make_iterator_property_map(distances.begin(), get(boost::vertex_index, graph));
    boost::breadth_first_search(
        graph, *vertices(graph).first,
        boost::visitor(boost::make_bfs_visitor(boost::record_distances(map, boost::on_tree_edge()))));
    return distances;
}

} // namespace

TEST_CASE("a collaboration graph models Boost's graph concepts, const or not")
{
    require_concepts<CollaborationGraph>();
    require_concepts<CollaborationGraph const>();
    CHECK(num_vertices(star(4)) == 4);
}

TEST_CASE("Boost's view has every tie once, and from both ends, parallel ones too")
{
    std::vector<Tie> const ties{{0, 1}, {0, 1, 1, 0, 3}, {1, 3}, {2, 3}};
    for (auto const form : {CollaborationGraph::Form::frozen, CollaborationGraph::Form::editable}) {
        CollaborationGraph const graph(form, 6, ties);
        std::vector<Tie> seen;
        for (auto [edge, last] = edges(graph); edge != last; ++edge)
            seen.push_back({source(*edge, graph), target(*edge, graph), 1, 0, (*edge).kind});
        CHECK(seen == std::vector<Tie>{{0, 1}, {0, 1, 1, 0, 3}, {1, 3}, {2, 3}});
        CHECK(num_edges(graph) == 4);
        CHECK(out_degree(1, graph) == 3);
        auto const [first, last] = out_edges(1, graph);
        CHECK(std::distance(first, last) == 3);
        CHECK(*first == BoostEdge{0, 1, 0});
        CHECK_FALSE(*first == BoostEdge{0, 1, 3});
        auto const [neighbour, end] = adjacent_vertices(3, graph);
        CHECK(std::vector<Vertex>(neighbour, end) == std::vector<Vertex>{1, 2});
    }
    CollaborationGraph const empty(CollaborationGraph::Form::frozen, 3, {});
    CHECK(edges(empty).first == edges(empty).second);
}

TEST_CASE("Boost's algorithms find the same on a collaboration graph as on an adjacency list")
{
    TestWords words(21);
    for (int i = 0; i < 10; ++i) {
        auto const graph = erdos_renyi_with_ties(60, 40 + words.below(120), words);
        boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS> copy(60);
        graph.for_each_tie([&](Tie const& tie) { boost::add_edge(tie.a, tie.b, copy); });
        CHECK(distances_from_first(graph) == distances_from_first(copy));
        CHECK(distances_from_first(graph.to_editable()) == distances_from_first(copy));
    }
}
