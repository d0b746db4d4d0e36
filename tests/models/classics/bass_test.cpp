#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace tianji;
using namespace tianji::classics;

namespace {

constexpr double p = 0.03, q = 0.38;

std::vector<unsigned char> plain_bass(std::vector<std::vector<std::uint32_t>> const& neighbours, std::uint64_t seed,
                                      std::int64_t ticks)
{
    constexpr std::uint64_t no_partner = ~std::uint64_t{0};
    std::vector<unsigned char> adopted(neighbours.size(), 0);
    for (std::int64_t tick = 0; tick < ticks; ++tick) {
        std::vector<unsigned char> next = adopted;
        for (std::uint32_t i = 0; i < adopted.size(); ++i) {
            if (adopted[i]) continue;
            int around = 0;
            for (std::uint32_t j : neighbours[i]) around += adopted[j];
            double const influence = neighbours[i].empty() ? 0.0 : around / static_cast<double>(neighbours[i].size());
            std::uint64_t const word = random_block({seed, 0, static_cast<std::uint64_t>(tick), hash_of("adopt")},
                                                    {i / 4, no_partner, 0, 0})[i % 4];
            next[i] = static_cast<double>(word >> 11) * 0x1.0p-53 < p + q * influence;
        }
        adopted = next;
    }
    return adopted;
}

} // namespace

TEST_CASE("Bass diffusion equals a plain loop, consumer by consumer, on any number of threads")
{
    int const threads = GENERATE(1, 2, 3);
    Simulation simulation = simulation_of(bass(), "network: {agents: 5000}", 7, 5, threads);
    auto const neighbours = neighbours_in(simulation.world().graph);
    Observer nobody;
    simulation.run(nobody);
    auto const adopted = column_of<unsigned char>(simulation.world(), 0, "adopted");
    CHECK(adopted == plain_bass(neighbours, 5, 7));
    auto const adopters = std::count(adopted.begin(), adopted.end(), 1);
    CHECK(adopters > 500);
    CHECK(adopters < 4500);
}

TEST_CASE("Well mixed consumers do what those on a complete network do")
{
    auto const curve_of = [](std::string const& rest) {
        Simulation simulation = simulation_of(bass(), rest, 12, 3);
        Curve curve(simulation);
        simulation.run(curve);
        return curve.values;
    };
    std::string const steps = GENERATE("1", "3");
    std::string const rest = "agents: 700}, adoption: {steps: " + steps + "}";
    CHECK(curve_of("contact: well_mixed, network: {" + rest) == curve_of("network: {kind: complete, " + rest));
}

TEST_CASE("Steps divide what would happen in a tick")
{
    // Nobody imitates: after a tick of s steps 1 - (1 - p/s)^s have adopted.
    auto const adopted = [](std::string const& steps) {
        Simulation simulation = simulation_of(
            bass(), "network: {agents: 100000}, adoption: {innovation: 0.5, imitation: 0, steps: " + steps + "}", 1, 3);
        Curve curve(simulation);
        simulation.run(curve);
        return curve.values[0];
    };
    CHECK(adopted("1") == Approx(0.5).margin(0.007));
    CHECK(adopted("2") == Approx(1 - 0.75 * 0.75).margin(0.007));
    CHECK(adopted("100") == Approx(1 - std::pow(0.995, 100)).margin(0.007));
}

TEST_CASE("Without innovators nobody adopts, and with certain innovation all do at once")
{
    auto const last = [](std::string const& adoption) {
        Simulation simulation = simulation_of(bass(), "adoption: " + adoption + ", network: {agents: 100}", 3, 1);
        Curve curve(simulation);
        simulation.run(curve);
        return curve.values;
    };
    CHECK(last("{innovation: 0, imitation: 1}") == std::vector{0.0, 0.0, 0.0});
    CHECK(last("{innovation: 1, imitation: 0}") == std::vector{1.0, 1.0, 1.0});
}
