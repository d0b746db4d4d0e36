#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace tianji;
using namespace tianji::classics;

namespace {

using Lists = std::vector<std::vector<std::uint32_t>>;

Lists network_of(std::string const& network)
{
    Simulation simulation = simulation_of(bass(), "network: {" + network + "}", 1, 1);
    return neighbours_in(simulation.world().graph);
}

std::vector<std::size_t> degrees_of(std::string const& network)
{
    std::vector<std::size_t> degrees;
    for (auto const& list : network_of(network)) degrees.push_back(list.size());
    return degrees;
}

double mean_degree_of(std::string const& network)
{
    auto const degrees = degrees_of(network);
    double sum = 0.0;
    for (std::size_t degree : degrees) sum += static_cast<double>(degree);
    return sum / static_cast<double>(degrees.size());
}

std::string refusal_of(std::string const& network)
{
    return classics::refusal_of(bass(), "network: {" + network + "}");
}

struct TemporaryFile {
    TemporaryFile(std::string const& name, std::string const& text)
        : path(std::filesystem::temp_directory_path() / ("tianji_" + std::to_string(::getpid()) + "_" + name))
    {
        std::ofstream(path) << text;
    }
    ~TemporaryFile() { std::filesystem::remove(path); }
    std::filesystem::path path;
    std::string given() const { return "from: {path: " + path.string() + "}"; }
};

} // namespace

TEST_CASE("On a path everybody is tied to the one before and the one after")
{
    CHECK(network_of("kind: path, agents: 4") == Lists{{1}, {0, 2}, {1, 3}, {2}});
}

TEST_CASE("In a star everybody is tied to the first")
{
    CHECK(network_of("kind: star, agents: 4") == Lists{{1, 2, 3}, {0}, {0}, {0}});
}

TEST_CASE("Kinds of network with fixed degrees give every agent so many neighbours")
{
    CHECK(degrees_of("kind: ring, agents: 6, neighbours: 4") == std::vector<std::size_t>(6, 4));
    CHECK(degrees_of("kind: complete, agents: 6") == std::vector<std::size_t>(6, 5));
    CHECK(degrees_of("kind: random_regular, agents: 1000, neighbours: 3") == std::vector<std::size_t>(1000, 3));
    // One tie, between the only two who have any.
    CHECK(degrees_of("kind: configuration, agents: 4, degrees: {distribution: list, list: [0, 0, 1, 1]}") ==
          std::vector<std::size_t>{0, 0, 1, 1});
}

TEST_CASE("Random kinds of network have the mean degree that is asked for")
{
    // Four standard errors of a mean over agents: of the number of ties for Poisson degrees, and so on.
    CHECK(mean_degree_of("kind: erdos_renyi, agents: 20000, mean_degree: 6") == Approx(6).margin(0.1));
    CHECK(mean_degree_of("kind: barabasi_albert, agents: 20000, newcomer_ties: 3") == Approx(6).margin(0.001));
    CHECK(mean_degree_of("kind: configuration, agents: 20000, degrees: {distribution: poisson, mean: 6}") ==
          Approx(6).margin(0.1));
    CHECK(mean_degree_of("kind: configuration, agents: 20000, degrees: {distribution: geometric, mean: 6}") ==
          Approx(6).margin(0.2));
    // Σ k^-1 / Σ k^-2 over 2, 3, 4 = (13/12) / (61/144).
    CHECK(mean_degree_of("kind: configuration, agents: 20000, degrees: {distribution: power_law, exponent: 2, "
                         "smallest: 2, largest: 4}") == Approx(156.0 / 61).margin(0.03));
}

TEST_CASE("A network is read from an edge list or from GraphML, agents in the order of the file")
{
    TemporaryFile const csv("ties.csv", "source,target,weight\nb,a,1\na,c,2\n");
    CHECK(network_of("kind: file, agents: 3, " + csv.given()) == Lists{{1}, {0, 2}, {1}});
    TemporaryFile const graphml("ties.graphml",
                                R"(<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">)"
                                R"(<graph id="G" edgedefault="undirected"><node id="x"/><node id="y"/><node id="z"/>)"
                                R"(<edge source="x" target="z"/><edge source="z" target="x"/></graph></graphml>)");
    CHECK(network_of("kind: file, agents: 3, " + graphml.given()) == Lists{{2}, {}, {0}});
}

TEST_CASE("Of a file there are as many agents as it has, or more, of whom the rest have no ties")
{
    TemporaryFile const csv("ties.csv", "source,target\nb,a\na,c\n");
    CHECK(network_of("kind: file, " + csv.given()) == Lists{{1}, {0, 2}, {1}});
    CHECK(network_of("kind: file, agents: 5, " + csv.given()) == Lists{{1}, {0, 2}, {1}, {}, {}});
    TemporaryFile const graphml("one.graphml",
                                R"(<graphml><graph edgedefault="undirected"><node id="x"/></graph></graphml>)");
    CHECK(network_of("kind: file, agents: 2, " + graphml.given()) == Lists{{}, {}});
}

TEST_CASE("GraphML is known by the ends .graphml and .xml, in any case")
{
    std::string const text =
        R"(<graphml><graph edgedefault="undirected"><node id="x"/><node id="y"/><edge source="x" target="y"/></graph></graphml>)";
    for (char const* name : {"ties.xml", "ties.GRAPHML", "ties.Xml"}) {
        TemporaryFile const file(name, text);
        CHECK(network_of("kind: file, " + file.given()) == Lists{{1}, {0}});
    }
}

TEST_CASE("A file of a network is refused where it is wrong, with line and column")
{
    TemporaryFile const csv("wrong.csv", "source,target\na,b\nb,b\n");
    try {
        network_of("kind: file, agents: 2, " + csv.given());
        FAIL("a tie of an agent to itself");
    } catch (InvalidInput const& error) {
        Problem const& first = error.problems().front();
        CHECK(first.where.line == 3);
        CHECK(first.where.column == 3);
        CHECK(first.problem == "agent tied to itself");
    }
    TemporaryFile const sound("sound.csv", "source,target\na,b\n");
    TemporaryFile const three("three.csv", "source,target\na,b\nb,c\n");
    CHECK(refusal_of("kind: file, agents: 2, " + three.given()) == "agents is 2 (the file of the network has 3)");
    TemporaryFile const one("one.graphml",
                            R"(<graphml><graph edgedefault="undirected"><node id="x"/></graph></graphml>)");
    CHECK(refusal_of("kind: file, " + one.given()) ==
          "the file of the network has 1 agent (a network has 2 agents at least)");
    CHECK(refusal_of("kind: star, agents: 2, " + sound.given()) == "'from' is given (only the kind 'file' reads one)");
    CHECK(refusal_of("kind: file, agents: 3") == "the kind is 'file' and 'from' is missing ()");
}

TEST_CASE("Parameters that do not fit the kind of network are refused")
{
    CHECK(refusal_of("kind: ring, agents: 9, neighbours: 3") ==
          "neighbours is 3 (half of them lie on each side of the ring)");
    CHECK(refusal_of("kind: random_regular, agents: 9, neighbours: 3") ==
          "neighbours is 3 and agents is odd (each tie has two ends, so their product is even)");
    CHECK(refusal_of("kind: random_regular, agents: 8, neighbours: 8") == "neighbours is 8 (there are only 8 agents)");
    CHECK(refusal_of("kind: barabasi_albert, agents: 4, newcomer_ties: 4") ==
          "newcomer_ties is 4 (there are only 4 agents)");
    CHECK(refusal_of("kind: erdos_renyi, agents: 4, mean_degree: 3.5") ==
          "mean_degree is above agents - 1 (there are only 4 agents)");
    std::string const listed = "kind: configuration, agents: 3, degrees: {distribution: list, list: ";
    CHECK(refusal_of(listed + "[1, 1]}") == "the list has 2 degrees (there are 3 agents)");
    CHECK(refusal_of(listed + "[1, 1, 1]}") == "the sum of the degrees is 3 (each tie has two ends)");
    CHECK(refusal_of(listed + "[3, 1, 0]}") == "degree 3 (there are only 3 agents)");
    CHECK(refusal_of(listed + "[1, 0.5, 0.5]}") == "a fraction of a tie ()");
    CHECK(refusal_of("kind: configuration, agents: 3, degrees: {smallest: 5}") ==
          "smallest is 5 (there are only 3 agents)");
    CHECK(refusal_of("kind: configuration, degrees: {smallest: 5, largest: 4}") ==
          "smallest is 5 (it is above largest, 4)");
}
