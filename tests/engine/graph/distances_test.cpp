#include "engine/graph/distances.hpp"
#include "engine/graph/generators.hpp"

#include <catch2/catch.hpp>

using namespace tianji;

TEST_CASE("distances count steps, and say who cannot be reached")
{
    std::vector<Tie> const ties{{0, 1}, {1, 2}, {0, 3}};
    CollaborationGraph const graph(CollaborationGraph::Form::frozen, 5, ties);
    CHECK(distances_from(2, graph) == std::vector<std::uint32_t>{2, 1, 0, 3, unreachable});
}

TEST_CASE("mean path length is over the pairs that reach each other")
{
    CHECK(mean_path_length(complete_graph(5), 5) == 1.0);
    CHECK(mean_path_length(path(4), 4) == Approx(10.0 / 6));
    CHECK(mean_path_length(CollaborationGraph(CollaborationGraph::Form::frozen, 3, std::vector<Tie>{{0, 1}}), 3) ==
          1.0);
    CHECK(mean_path_length(CollaborationGraph(CollaborationGraph::Form::frozen, 3, {}), 3) == 0.0);
}

TEST_CASE("mean path length from some sources takes them evenly spread, and more than there are as all")
{
    CHECK(mean_path_length(path(4), 2) == Approx((1 + 2 + 3 + 2 + 1 + 1) / 6.0)); // from 0 and 2
    CHECK(mean_path_length(path(4), 400) == mean_path_length(path(4), 4));
}
