#include "engine/base/message.hpp"
#include "engine/graph/graphml.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

using namespace tianji;

namespace {

struct TemporaryFile {
    explicit TemporaryFile(std::string_view text = {}) { std::ofstream(path) << text; }
    ~TemporaryFile() { std::filesystem::remove(path); }
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("tianji_" + std::to_string(::getpid()) + "_graphml_test.graphml");
};

std::string problem_of(std::string_view text)
{
    TemporaryFile const file(text);
    try {
        read_graphml(file.path);
    } catch (InvalidInput const& error) {
        return error.problems().front().problem;
    }
    return "";
}

// "line:column: problem (why)" of all.
std::vector<std::string> problems_of(std::string_view text)
{
    TemporaryFile const file(text);
    try {
        read_graphml(file.path);
    } catch (InvalidInput const& error) {
        std::vector<std::string> lines;
        for (Problem const& problem : error.problems())
            lines.push_back(to_string(problem).substr(file.path.string().size() + 1));
        return lines;
    }
    return {};
}

using Lines = std::vector<std::string>;

std::string document(std::string const& direction, std::string const& edges)
{
    return R"(<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="k" for="edge" attr.name="kind" attr.type="int"/>)"
           R"(<graph id="G" edgedefault=")" +
           direction + R"("><node id="x"/><node id="y"/>)" + edges + "</graph></graphml>";
}

} // namespace

TEST_CASE("what is written as GraphML is read again")
{
    std::vector<Tie> const ties{{0, 1, 0.1f, -5, 0}, {0, 1, 3, 7, 200}, {1, 3, 1e-7f, 2015, 65}};
    std::vector<std::string> const keys{"a", "b & <c>", "", "\xe4\xb8\xad"};
    for (auto const form : {CollaborationGraph::Form::frozen, CollaborationGraph::Form::editable}) {
        TemporaryFile const file;
        write_graphml(file.path, CollaborationGraph(form, 4, ties), keys);
        GraphmlNetwork const network = read_graphml(file.path);
        CHECK(network.graph.all_ties() == ties);
        CHECK(network.keys == keys);
    }
}

TEST_CASE("GraphML of others is read with defaults, what is no network of ties is refused")
{
    TemporaryFile const file(document("undirected", R"(<edge source="y" target="x"/>)"));
    CHECK(read_graphml(file.path).graph.all_ties() == std::vector<Tie>{{0, 1}});
    CHECK(problem_of(document("directed", R"(<edge source="y" target="x"/>)")) == "a directed graph");
    CHECK(problem_of(document("undirected", R"(<edge source="x" target="x"/>)")) == "an edge from node 'x' to itself");
    CHECK(problem_of(document("undirected", R"(<edge source="x" target="y"><data key="k">256</data></edge>)")) ==
          "kind 256 of an edge");
    CHECK(problem_of(document("undirected", R"(<edge source="x" target="y"><data key="k">lab</data></edge>)")) ==
          "kind 'lab' of an edge");
    CHECK(problem_of("<graphml") == "is not sound XML");
    CHECK_THROWS_AS(read_graphml("nowhere.graphml"), InvalidInput);
    CHECK_THROWS_AS(write_graphml("no/such/folder.graphml", CollaborationGraph(), {}), InvalidInput);
}

TEST_CASE("numbers of GraphML may be declared as any type of number")
{
    auto const with = [](std::string const& type, std::string const& number) {
        return R"(<graphml xmlns="http://graphml.graphdrawing.org/xmlns">)"
               R"(<key id="w" for="edge" attr.name="weight" attr.type=")" +
               type + R"("/><key id="s" for="edge" attr.name="since" attr.type=")" + type +
               R"("/><graph edgedefault="undirected"><node id="x"/><node id="y"/><edge source="x" target="y">)"
               R"(<data key="w">)" +
               number + R"(</data><data key="s">)" + number + "</data></edge></graph></graphml>";
    };
    for (char const* type : {"int", "long", "float", "double", "string"}) {
        TemporaryFile const file(with(type, "3"));
        CHECK(read_graphml(file.path).graph.all_ties() == std::vector<Tie>{{0, 1, 3.0F, 3, 0}});
    }
    CHECK(problem_of(with("double", "2.5")) == "since 2.5 of an edge");
    CHECK(problem_of(with("string", "lab")) == "weight 'lab' of an edge");
    CHECK(problem_of(with("string", "1e300")) == "since 1e+300 of an edge");
}

TEST_CASE("GraphML that would be another network is refused with line, column and name")
{
    std::string const head = "<graphml>\n<graph edgedefault=\"undirected\">\n<node id=\"x\"/>\n<node id=\"y\"/>\n";
    CHECK(problems_of(head + "<edge source=\"x\" target=\"z\"/>\n</graph></graphml>") ==
          Lines{"5:1: an edge to the node 'z', which is not declared (the graph has 2 nodes)"});
    CHECK(problems_of(head + "<node id=\"x\"/>\n</graph></graphml>") ==
          Lines{"5:1: a second node 'x' (the first stands in line 3)"});
    CHECK(problems_of(head +
                      "</graph>\n<graph id=\"G2\" edgedefault=\"undirected\"><node id=\"x\"/></graph></graphml>") ==
          Lines{"6:1: a second graph 'G2' (a network is one graph; the first stands in line 2)"});
    CHECK(problems_of(head + "  <hyperedge id=\"h\"><endpoint node=\"x\"/></hyperedge>\n</graph></graphml>") ==
          Lines{"5:3: a hyperedge 'h' (a tie joins two) write one edge for each pair?"});
    CHECK(
        problems_of(head + "<node id=\"g\"><graph id=\"g:\" edgedefault=\"undirected\"/></node>\n</graph></graphml>") ==
        Lines{"5:14: a graph in a graph 'g:' (groups of nodes are not read) ungroup the nodes before you save the "
              "file?"});
    CHECK(problems_of(head + "<edge source=\"x\" target=\"y\" directed=\"true\"/>\n</graph></graphml>") ==
          Lines{"5:1: a directed edge (collaboration has no direction) write directed=\"false\"?"});
    CHECK(problems_of(head + "<edge source=\"x\"/><node/>\n</graph></graphml>") ==
          Lines{"5:1: an edge without target (a tie joins two)", "5:19: a node without id (edges name their ends)"});
    CHECK(problems_of("<graphml>\n<graph>\n</graph></graphml>").front() ==
          "2:1: a graph that does not say whether it is directed (collaboration has no direction) write "
          "edgedefault=\"undirected\"?");
    CHECK(problems_of("<html>\n</html>") == Lines{"1:1: the first element is <html> (GraphML begins with <graphml>)"});
    CHECK(problems_of("<graphml>\n</graphml>") == Lines{" has no graph (GraphML holds one in <graph>)"});
    CHECK(problems_of(head + "</graphml>") == Lines{"5:3: is not sound XML (mismatched tag)"});
}

TEST_CASE("weights of GraphML are above 0 and finite")
{
    auto const with = [](std::string const& weight) {
        return "<graphml>\n<key id=\"w\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n<graph "
               "edgedefault=\"undirected\"><node id=\"x\"/><node id=\"y\"/>\n<edge source=\"x\" target=\"y\"><data "
               "key=\"w\">" +
               weight + "</data></edge></graph></graphml>";
    };
    CHECK(problems_of(with("0")) ==
          Lines{"4:1: weight 0 of an edge (weights are above 0, and finite) leave out edges without weight?"});
    CHECK(problems_of(with("-2.5")) == Lines{"4:1: weight -2.5 of an edge (weights are above 0, and finite)"});
    CHECK(problems_of(with("NaN")) == Lines{"4:1: weight nan of an edge (weights are above 0, and finite)"});
    CHECK(problems_of(with("1e300")) == Lines{"4:1: weight 1e+300 of an edge (weights are above 0, and finite)"});
    CHECK(problems_of(with("1e-300")) == Lines{"4:1: weight 1e-300 of an edge (weights are above 0, and finite)"});
    CHECK(problems_of(with("1,5")) == Lines{"4:29: weight '1,5' of an edge (a number has digits and a decimal point, "
                                            "as in 0.25 or 2.5e-3)"});
    CHECK(problems_of(with(" 1e-3\n")).empty());
}

TEST_CASE("many problems of a GraphML file are told at once, the rest counted")
{
    std::string text = "<graphml><graph edgedefault=\"undirected\"><node id=\"x\"/>\n";
    for (int i = 0; i < 50; ++i) text += "<edge source=\"x\" target=\"x\"/>\n";
    auto const problems = problems_of(text + "</graph></graphml>");
    CHECK(problems.size() == 21);
    CHECK(problems.back() == " 30 more problems");
}
