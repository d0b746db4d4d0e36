#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>

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

// Adopters as shares of all, the mean of many runs on a complete network of 2000, tick by tick.
std::vector<double> mean_curve(int runs, std::int64_t ticks)
{
    std::vector<double> mean(static_cast<std::size_t>(ticks), 0.0);
    for (int run = 0; run < runs; ++run) {
        Simulation simulation = simulation_of(bass(), "network: {kind: complete, agents: 2000}", ticks,
                                              static_cast<std::uint64_t>(run) + 1);
        Curve curve(simulation);
        simulation.run(curve);
        for (std::size_t t = 0; t < mean.size(); ++t) mean[t] += curve.values[t] / runs;
    }
    return mean;
}

} // namespace

TEST_CASE("Bass diffusion equals a plain loop, consumer by consumer, on any number of threads")
{
    int const threads = GENERATE(1, 2, 3);
    Simulation simulation = simulation_of(bass(), "network: {agents: 5000}", 7, 5, threads);
    auto const neighbours = neighbours_in(simulation.world().graph);
    Observer nobody;
    simulation.run(nobody);
    auto const bytes = simulation.world().populations()[0]->find_column("adopted")->bytes();
    std::vector<unsigned char> adopted(bytes.size());
    std::memcpy(adopted.data(), bytes.data(), bytes.size());
    CHECK(adopted == plain_bass(neighbours, 5, 7));
    auto const adopters = std::count(adopted.begin(), adopted.end(), 1);
    CHECK(adopters > 500);
    CHECK(adopters < 4500);
}

// V-26, discrete ticks: F(t+1) = F(t) + (p + q F(t)) (1 - F(t)), F(0) = 0, ticks counted from 1. The recursion is that
// of infinitely many; the means of agent-based runs with 2000 were .2747 and .7824, the standard deviation of a run
// .018.
TEST_CASE("Bass diffusion on a complete network follows the discrete Bass curve")
{
    constexpr int runs = 100;
    std::vector<double> const mean = mean_curve(runs, 10);
    std::vector<double> discrete;
    for (double f = 0.0; discrete.size() < mean.size();) discrete.push_back(f += (p + q * f) * (1 - f));
    REQUIRE(discrete[4] == Approx(0.27291).margin(5e-6));
    REQUIRE(discrete[9] == Approx(0.78264).margin(5e-6));

    // Statistical: four standard errors, and .002 for what finitely many agents add to the recursion.
    double const error = 4 * 0.018 / std::sqrt(runs);
    CHECK(mean[4] == Approx(0.2747).margin(error));
    CHECK(mean[9] == Approx(0.7824).margin(error));
    CHECK(mean[4] == Approx(discrete[4]).margin(error + 0.002));
    CHECK(mean[9] == Approx(discrete[9]).margin(error + 0.002));

    std::vector<double> increments{mean[0]};
    for (std::size_t t = 1; t < mean.size(); ++t) increments.push_back(mean[t] - mean[t - 1]);
    auto const peak = std::ranges::max_element(increments) - increments.begin() + 1;
    CHECK(peak == 8);
    CHECK(std::ranges::is_sorted(mean));
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
