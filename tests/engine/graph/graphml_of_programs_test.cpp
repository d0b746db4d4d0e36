// GraphML as other programs write it: made by hand in their style, the same network in each.
#include "engine/graph/graphml.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

using namespace tianji;

namespace {

std::vector<Tie> ties_in(std::string_view text)
{
    auto const path =
        std::filesystem::temp_directory_path() / ("tianji_" + std::to_string(::getpid()) + "_programs_test.graphml");
    std::ofstream(path) << text;
    GraphmlNetwork const network = read_graphml(path);
    std::filesystem::remove(path);
    CHECK(network.graph.vertex_count() == 3);
    return network.graph.all_ties();
}

// The third node has no ties.
std::vector<Tie> const expected{{0, 1, 2.5F}};

} // namespace

TEST_CASE("GraphML of NetworkX is read: logical values with a capital, attributes of other names")
{
    CHECK(ties_in(R"(<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
<key id="d3" for="edge" attr.name="weight" attr.type="double" />
<key id="d2" for="edge" attr.name="new" attr.type="boolean" />
<key id="d1" for="node" attr.name="active" attr.type="boolean" />
<key id="d0" for="node" attr.name="staff" attr.type="long" />
<graph edgedefault="undirected"><node id="Delft">
  <data key="d0">12</data>
  <data key="d1">True</data>
</node>
<node id="Philips">
  <data key="d1">False</data>
</node>
<node id="TNO" />
<edge source="Delft" target="Philips">
  <data key="d2">True</data>
  <data key="d3">2.5</data>
</edge>
<data key="name">teams</data></graph></graphml>
)") == expected);
}

TEST_CASE("GraphML of igraph is read: comments, keys with prefixes, attributes without a value")
{
    CHECK(ties_in(R"(<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns
         http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
<!-- Created by igraph -->
  <key id="g_name" for="graph" attr.name="name" attr.type="string"/>
  <key id="v_name" for="node" attr.name="name" attr.type="string"/>
  <key id="e_weight" for="edge" attr.name="weight" attr.type="double"/>
  <key id="e_strong" for="edge" attr.name="strong" attr.type="boolean"/>
  <graph id="G" edgedefault="undirected">
    <data key="g_name">teams</data>
    <node id="n0">
      <data key="v_name">Delft &amp; partners</data>
    </node>
    <node id="n1">
      <data key="v_name"/>
    </node>
    <node id="n2">
    </node>
    <edge source="n0" target="n1">
      <data key="e_weight">2.5</data>
      <data key="e_strong">true</data>
    </edge>
  </graph>
</graphml>
)") == expected);
}

TEST_CASE("GraphML of Gephi is read: attr.name before id, colours and sizes")
{
    CHECK(ties_in(R"(<?xml version="1.0" encoding="UTF-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key attr.name="label" attr.type="string" for="node" id="label"/>
<key attr.name="Edge Label" attr.type="string" for="edge" id="edgelabel"/>
<key attr.name="weight" attr.type="double" for="edge" id="weight"/>
<key attr.name="Edge Id" attr.type="string" for="edge" id="edgeid"/>
<key attr.name="r" attr.type="int" for="node" id="r"/>
<key attr.name="x" attr.type="float" for="node" id="x"/>
<key attr.name="size" attr.type="float" for="node" id="size"/>
<graph edgedefault="undirected">
<node id="Delft">
<data key="label">Delft</data>
<data key="size">10.0</data>
<data key="r">153</data>
<data key="x">-88.5</data>
</node>
<node id="Philips"/>
<node id="TNO"/>
<edge id="0" source="Delft" target="Philips">
<data key="edgeid">0</data>
<data key="edgelabel">lab</data>
<data key="weight">2.5</data>
</edge>
</graph>
</graphml>
)") == expected);
}

TEST_CASE("GraphML of yEd is read: keys without a type, drawings in elements of another namespace")
{
    CHECK(ties_in(R"(<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml" xmlns:yed="http://www.yworks.com/xml/yed/3">
  <key attr.name="Description" attr.type="string" for="graph" id="d0"/>
  <key for="port" id="d1" yfiles.type="portgraphics"/>
  <key for="node" id="d6" yfiles.type="nodegraphics"/>
  <key for="graphml" id="d7" yfiles.type="resources"/>
  <key attr.name="weight" attr.type="double" for="edge" id="d8">
    <default xml:space="preserve">2.5</default>
  </key>
  <key for="edge" id="d10" yfiles.type="edgegraphics"/>
  <graph edgedefault="undirected" id="G">
    <data key="d0" xml:space="preserve"/>
    <node id="n0">
      <data key="d6"><y:ShapeNode><y:Geometry height="30.0"/><y:NodeLabel>A &lt;node id="x"&gt;</y:NodeLabel><y:node id="n0"/></y:ShapeNode></data>
      <port name="North"/>
    </node>
    <node id="n1"><data key="d6"><y:ShapeNode/></data></node>
    <node id="n2"/>
    <edge id="e0" source="n0" target="n1"><data key="d10"><y:PolyLineEdge><y:Path sx="0.0"/></y:PolyLineEdge></data></edge>
  </graph>
  <data key="d7"><y:Resources/></data>
</graphml>
)") == expected);
}
