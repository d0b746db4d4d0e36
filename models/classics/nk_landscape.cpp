// How rugged NK landscapes are (Kauffman and Levin 1987; Kauffman 1993): how many local optima they have, how high
// those are, and how high the highest is. Nothing happens after tick 0, in which every landscape is surveyed as a
// whole.
#include "models/classics/classics.hpp"
#include "models/classics/landscape.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace tianji::classics {

namespace {

// Row i is what is known of landscape i.
struct Surveys : Population {
    Surveys() : Population("surveys") {}
    Column<std::uint32_t> optima{*this, "optima", "1", "solutions better than all that differ in one bit", 0};
    Column<double> mean_optimum{*this, "mean_optimum", "1", "mean fitness of these", 0.0};
    Column<std::uint64_t> highest{*this, "highest", "2^-32", "largest sum of contributions", 0};
};

struct Survey {
    std::uint32_t loci;
    Now now;
    Read<&Landscapes::inputs> inputs;
    Read<&Landscapes::contributions> contributions;
    Own<&Surveys::optima> optima;
    Own<&Surveys::mean_optimum> mean_optimum;
    Own<&Surveys::highest> highest;

    static constexpr std::uint32_t rows_per_block = 1;

    void operator()(Self<Surveys> self) const
    {
        if (now.tick() > 0) return;
        Row<Landscapes> const here{self.index()};
        Landscape const landscape{inputs.row(here), contributions.row(here), loci};
        std::vector<std::uint64_t> fitness(std::size_t{1} << loci);
        for (Solution s = 0; s < fitness.size(); ++s) fitness[s] = landscape.fitness(s);

        std::uint64_t sum = 0;
        for (Solution s = 0; s < fitness.size(); ++s) {
            if (!is_optimum(s, fitness)) continue;
            ++optima[self];
            sum += fitness[s];
        }
        highest[self] = *std::ranges::max_element(fitness);
        double const scale = 0x1.0p-32 / loci;
        if (optima[self] > 0) mean_optimum[self] = static_cast<double>(sum) * scale / optima[self];
    }

    bool is_optimum(Solution s, std::vector<std::uint64_t> const& fitness) const
    {
        for (std::uint32_t locus = 0; locus < loci; ++locus)
            if (fitness[s ^ (Solution{1} << locus)] >= fitness[s]) return false;
        return true;
    }
};

struct NkLandscape : Rules {
    LandscapeRule landscape;

    void declare(Parameters& p) override { p.group(landscape, {"landscape", "", "what is surveyed"}); }

    void build(Builder& b) const override
    {
        auto const n = static_cast<std::uint32_t>(landscape.landscapes);
        Landscapes& landscapes = b.population<Landscapes>(n, landscape);
        Surveys& surveys = b.population<Surveys>(n);

        b.each<DrawLandscape>("draw_landscape", landscape);
        b.each<Survey>("survey", static_cast<std::uint32_t>(landscape.loci));

        auto const mean_of = [n](auto const& value) {
            return ordered_sum(n, [&](std::size_t i) { return value(static_cast<std::uint32_t>(i)); }) / n;
        };
        double const scale = 0x1.0p-32 / static_cast<double>(landscape.loci);
        b.measure("optima", "1", "local optima of a landscape, mean", [&, mean_of](World const&) {
            return mean_of([&](std::uint32_t i) { return static_cast<double>(surveys.optima[i]); });
        });
        b.measure(
            "mean_optimum", "1", "mean fitness of the local optima of a landscape, mean of landscapes",
            [&, mean_of](World const&) { return mean_of([&](std::uint32_t i) { return surveys.mean_optimum[i]; }); });
        b.measure("highest", "1", "fitness of the best solution, mean", [&, mean_of, scale](World const&) {
            return mean_of([&](std::uint32_t i) { return scale * static_cast<double>(surveys.highest[i]); });
        });
        b.invariant("the two searches for the best solution agree", [&](World const&) -> std::string {
            auto const known = std::as_const(landscapes.summit).values();
            return std::ranges::equal(known, std::as_const(surveys.highest).values()) ? "" : "they differ";
        });
    }
};

} // namespace

Model nk_landscape()
{
    return {"nk_landscape", "1", "Local optima of NK landscapes", [] { return std::make_unique<NkLandscape>(); }};
}

} // namespace tianji::classics
