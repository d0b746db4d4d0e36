#include "models/classics/landscape.hpp"
#include "tests/models/classics/run_classic.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace tianji;
using namespace tianji::classics;

namespace {

struct OneLandscape {
    std::vector<std::uint8_t> inputs;
    std::vector<std::uint32_t> contributions;
    std::uint32_t loci;
    Landscape view() const { return {inputs, contributions, loci}; }
};

std::uint64_t summit_by_trying_all(Landscape const& landscape)
{
    std::uint64_t best = 0;
    for (Solution s = 0; s < (Solution{1} << landscape.loci); ++s) best = std::max(best, landscape.fitness(s));
    return best;
}

} // namespace

TEST_CASE("Fitness is the sum of what each locus is worth beside its inputs")
{
    // Locus 0 looks at itself and locus 1, locus 1 at itself and locus 2, locus 2 at loci 0 and 2.
    OneLandscape const small{{0, 1, 1, 2, 0, 2}, {1, 2, 3, 4, 10, 20, 30, 40, 100, 200, 300, 400}, 3};
    CHECK(small.view().fitness(0b000) == 1 + 10 + 100);
    CHECK(small.view().fitness(0b001) == 2 + 10 + 200);
    CHECK(small.view().fitness(0b110) == 3 + 40 + 300);
    CHECK(small.view().summit() == 4 + 40 + 400);
}

TEST_CASE("The summit is the best of all solutions")
{
    int const interactions = GENERATE(0, 1, 3, 11);
    LandscapeRule const rule{20, 12, interactions};
    Builder b(Clock{}, 1, 3, 0);
    b.population<Landscapes>(20, rule);
    b.each<DrawLandscape>("draw_landscape", rule);
    Simulation simulation(std::move(b), 1);
    Observer nobody;
    simulation.run(nobody);
    auto const& drawn = std::as_const(simulation.world()).population<Landscapes>();
    for (std::uint32_t i = 0; i < 20; ++i) {
        Landscape const landscape{drawn.inputs.row(i), drawn.contributions.row(i), 12};
        CHECK(drawn.summit[i] == summit_by_trying_all(landscape));
        for (std::uint32_t locus = 0; locus < 12; ++locus) {
            auto const inputs = landscape.inputs.subspan(locus * landscape.inputs_per_locus(), interactions + 1U);
            CHECK(std::ranges::adjacent_find(inputs, std::ranges::greater_equal{}) == inputs.end());
            CHECK(std::ranges::count(inputs, static_cast<std::uint8_t>(locus)) == 1);
        }
    }
}
