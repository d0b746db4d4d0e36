#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

using namespace tianji;
using namespace tianji::classics;

namespace {

using Lists = std::vector<std::vector<std::uint32_t>>;

Lists network_of(std::string const& network)
{
    Simulation simulation = simulation_of(bass(), "network: {" + network + "}", 1, 1);
    return neighbours_in(simulation.world().graph);
}

} // namespace

TEST_CASE("On a path everybody is tied to the one before and the one after")
{
    CHECK(network_of("kind: path, agents: 4") == Lists{{1}, {0, 2}, {1, 3}, {2}});
}
