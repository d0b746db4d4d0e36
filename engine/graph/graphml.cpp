#include "engine/graph/graphml.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/problem_list.hpp"
#include "engine/graph/boost_graph.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <boost/property_map/function_property_map.hpp>

#include <cmath>
#include <fstream>
#include <limits>

namespace tianji {

namespace {

struct FileVertex {
    std::string key;
};

struct FileEdge {
    float weight = 1;
    std::int32_t since = 0;
    int kind = 0; // not TieKind, which would be read as a character
};

using FileGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, FileVertex, FileEdge>;

FileGraph parse(std::filesystem::path const& path)
{
    std::ifstream stream(path);
    if (!stream) refuse_file(path.string(), "cannot be read", "is there such a file, and may you read it");
    FileGraph graph;
    boost::dynamic_properties properties(boost::ignore_other_properties);
    properties.property("key", get(&FileVertex::key, graph));
    properties.property("weight", get(&FileEdge::weight, graph));
    properties.property("since", get(&FileEdge::since, graph));
    properties.property("kind", get(&FileEdge::kind, graph));
    try {
        boost::read_graphml(stream, graph, properties);
    } catch (boost::directed_graph_error const&) {
        refuse_file(path.string(), "is a directed graph", "collaboration has no direction",
                    "write edgedefault=\"undirected\"");
    } catch (std::exception const& error) {
        refuse_file(path.string(), "is not sound GraphML", error.what());
    }
    return graph;
}

} // namespace

GraphmlNetwork read_graphml(std::filesystem::path const& path)
{
    FileGraph const file = parse(path);
    std::vector<Tie> ties;
    ties.reserve(boost::num_edges(file));
    for (auto const edge : boost::make_iterator_range(boost::edges(file))) {
        auto const a = boost::source(edge, file), b = boost::target(edge, file);
        auto const& [weight, since, kind] = file[edge];
        if (a == b) refuse_file(path.string(), "edge from node " + std::to_string(a) + " to itself", "a tie joins two");
        if (kind < 0 || kind > std::numeric_limits<TieKind>::max())
            refuse_file(path.string(), "kind " + std::to_string(kind) + " of an edge", "kinds are 0 to 255");
        if (!std::isfinite(weight))
            refuse_file(path.string(), "weight of an edge is not finite", "weights are added up");
        ties.push_back({static_cast<Vertex>(a), static_cast<Vertex>(b), weight, since, static_cast<TieKind>(kind)});
    }
    std::size_t const n = boost::num_vertices(file);
    GraphmlNetwork network{CollaborationGraph(CollaborationGraph::Form::editable, n, ties), {}};
    for (std::size_t v = 0; v < n; ++v) network.keys.push_back(file[v].key);
    return network;
}

void write_graphml(std::filesystem::path const& path, CollaborationGraph const& graph,
                   std::vector<std::string> const& keys)
{
    expects(keys.empty() || keys.size() == graph.vertex_count(), "one key per vertex, or none");
    auto const of_edge = [&](auto attribute) {
        return boost::make_function_property_map<BoostEdge>(
            [&graph, attribute](BoostEdge edge) { return attribute(*graph.find_tie(edge.from, edge.to, edge.kind)); });
    };
    boost::dynamic_properties properties;
    if (!keys.empty())
        properties.property("key", boost::make_function_property_map<Vertex>([&](Vertex v) { return keys[v]; }));
    properties.property("weight", of_edge([](TieView const& tie) { return tie.weight; }));
    properties.property("since", of_edge([](TieView const& tie) { return int{tie.since}; }));
    properties.property("kind", of_edge([](TieView const& tie) { return int{tie.kind}; }));
    std::ofstream stream(path);
    boost::write_graphml(stream, graph, properties, true);
    stream.flush();
    if (!stream)
        refuse_file(path.string(), "cannot be written",
                    "is there such a folder, may you write there, is the disk full");
}

} // namespace tianji
