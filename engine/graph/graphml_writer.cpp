#include "engine/base/contract.hpp"
#include "engine/base/problem_list.hpp"
#include "engine/graph/boost_graph.hpp"
#include "engine/graph/graphml.hpp"

#include <boost/graph/graphml.hpp>
#include <boost/property_map/function_property_map.hpp>

#include <fstream>

namespace tianji {

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
