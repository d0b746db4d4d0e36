#include "engine/graph/graphml.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/problem_list.hpp"
#include "engine/graph/boost_graph.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <boost/lexical_cast.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <typeinfo>

namespace tianji {

namespace {

struct FileVertex {
    std::string key;
};

struct FileEdge {
    double weight = 1, since = 0, kind = 0;
};

using FileGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, FileVertex, FileEdge>;

double number_in(boost::any const& value)
{
    if (auto const* number = boost::any_cast<double>(&value)) return *number;
    if (auto const* number = boost::any_cast<float>(&value)) return *number;
    if (auto const* number = boost::any_cast<long>(&value)) return static_cast<double>(*number);
    if (auto const* number = boost::any_cast<int>(&value)) return *number;
    return boost::lexical_cast<double>(boost::any_cast<std::string>(value));
}

// A number that programs declare as they like (networkx: double and long); Boost's own map takes one type only.
class NumberOfEdge : public boost::dynamic_property_map {
public:
    NumberOfEdge(FileGraph& graph, double FileEdge::*number) : graph_(&graph), number_(number) {}
    void put(boost::any const& edge, boost::any const& value) override { of(edge) = number_in(value); }
    boost::any get(boost::any const& edge) override { return of(edge); }
    std::string get_string(boost::any const& edge) override { return std::to_string(of(edge)); }
    std::type_info const& key() const override { return typeid(FileGraph::edge_descriptor); }
    std::type_info const& value() const override { return typeid(double); }

private:
    double& of(boost::any const& edge) { return (*graph_)[boost::any_cast<FileGraph::edge_descriptor>(edge)].*number_; }

    FileGraph* graph_;
    double FileEdge::*number_;
};

FileGraph parse(std::filesystem::path const& path)
{
    std::ifstream stream(path);
    if (!stream) refuse_file(path.string(), "cannot be read", "is there such a file, and may you read it");
    FileGraph graph;
    boost::dynamic_properties properties(boost::ignore_other_properties);
    properties.property("key", get(&FileVertex::key, graph));
    properties.insert("weight", boost::make_shared<NumberOfEdge>(graph, &FileEdge::weight));
    properties.insert("since", boost::make_shared<NumberOfEdge>(graph, &FileEdge::since));
    properties.insert("kind", boost::make_shared<NumberOfEdge>(graph, &FileEdge::kind));
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

bool is_whole(double number, double low, double high)
{
    return number >= low && number <= high && number == std::floor(number);
}

Tie tie_of(FileEdge const& edge, std::filesystem::path const& path)
{
    auto const& [weight, since, kind] = edge;
    using Date = std::numeric_limits<std::int32_t>;
    if (!is_whole(kind, 0, std::numeric_limits<TieKind>::max()))
        refuse_file(path.string(), fmt::format("kind {} of an edge", kind), "kinds are 0 to 255");
    if (!is_whole(since, Date::min(), Date::max()))
        refuse_file(path.string(), fmt::format("since {} of an edge", since), "it is a tick, a whole number");
    if (!std::isfinite(static_cast<float>(weight)))
        refuse_file(path.string(), "weight of an edge is not finite", "weights are added up");
    return {no_vertex, no_vertex, static_cast<float>(weight), static_cast<std::int32_t>(since),
            static_cast<TieKind>(kind)};
}

} // namespace

GraphmlNetwork read_graphml(std::filesystem::path const& path)
{
    FileGraph const file = parse(path);
    std::vector<Tie> ties;
    ties.reserve(boost::num_edges(file));
    for (auto const edge : boost::make_iterator_range(boost::edges(file))) {
        auto const a = boost::source(edge, file), b = boost::target(edge, file);
        if (a == b) refuse_file(path.string(), "edge from node " + std::to_string(a) + " to itself", "a tie joins two");
        ties.push_back(tie_of(file[edge], path));
        ties.back().a = static_cast<Vertex>(a);
        ties.back().b = static_cast<Vertex>(b);
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
