#include "engine/base/message.hpp"
#include "engine/graph/graphml.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <unistd.h>

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
    CHECK(problem_of(document("directed", R"(<edge source="y" target="x"/>)")) == "is a directed graph");
    CHECK(problem_of(document("undirected", R"(<edge source="x" target="x"/>)")) == "edge from node 0 to itself");
    CHECK(problem_of(document("undirected", R"(<edge source="x" target="y"><data key="k">256</data></edge>)")) ==
          "kind 256 of an edge");
    CHECK(problem_of(document("undirected", R"(<edge source="x" target="y"><data key="k">lab</data></edge>)")) ==
          "is not sound GraphML");
    CHECK(problem_of("<graphml") == "is not sound GraphML");
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
    CHECK(problem_of(with("string", "lab")) == "is not sound GraphML");
    CHECK(problem_of(with("string", "1e300")) == "since 1e+300 of an edge");
}
