// Replicator dynamics: what is fitter than the average grows at the cost of the rest.
//
// In continuous time (Taylor and Jonker 1978) shares move in proportion to x exp(f t); in the markets of evolutionary
// economics from period to period, as the quasi-replicator s' = s (1 + χ (E - Ē) / Ē) (Dosi, Fagiolo and Roventini
// 2010, K+S), which with χ = 1 is the replicator in discrete time.
#include "engine/base/elementary.hpp"
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tianji::classics {

namespace {

enum class Time : std::uint8_t { continuous, discrete };

struct Firms : Population {
    Firms() : Population("firms") {}
    Column<double> share{*this, "share", "1", "market share"};
    Column<double> fitness{*this, "fitness", "1", "competitiveness; in continuous time the growth rate"};
};

double mean_fitness(Firms const& firms)
{
    auto const share = firms.share.values(), fitness = firms.fitness.values();
    return std::inner_product(share.begin(), share.end(), fitness.begin(), 0.0);
}

struct Selection {
    Time time = Time::discrete;
    double intensity = 1.0; // [1] χ
    double step = 1.0;      // [time] of a tick, in continuous time

    void declare(Parameters& p)
    {
        p.choice(time, {"time", "", "how time passes"},
                 {{"continuous", Time::continuous, "shares in proportion to x·exp(f·t) (Taylor and Jonker 1978)"},
                  {"discrete", Time::discrete, "s' = s(1 + χ(E - Ē)/Ē) (Dosi, Fagiolo and Roventini 2010)"}});
        p.number(intensity, {"intensity", "1", "of discrete time: χ, how hard selection is"}, range(0, 100));
        p.number(step, {"step", "1", "of continuous time: how much passes in a tick"}, {0, 1000, true});
    }
};

// Serial: each share depends on all others, and firms are few.
struct Compete {
    Selection rule;
    Everyone<Firms> firms;
    Read<&Firms::fitness> fitness;
    ReadWrite<&Firms::share> share;

    void operator()(Once const& once) const
    {
        double mean = 0.0;
        for (Row<Firms> firm : firms) mean += share[firm] * fitness[firm];
        double total = 0.0; // in discrete time 1 but for rounding, which dividing by it keeps from adding up
        for (Row<Firms> firm : firms) {
            share.set(once.as(firm), share[firm] * growth(fitness[firm] - mean, mean));
            total += share[firm];
        }
        for (Row<Firms> firm : firms) share.set(once.as(firm), share[firm] / total);
    }

    double growth(double ahead, double mean) const
    {
        return rule.time == Time::continuous ? exp(ahead * rule.step) : 1 + rule.intensity * ahead / mean;
    }
};

struct Replicator : Rules {
    std::vector<double> shares{0.5, 0.3, 0.2}, fitness{1.0, 1.1, 1.3};
    Selection selection;

    void declare(Parameters& p) override
    {
        p.numbers(shares, {"shares", "1", "of each firm at the start; sum 1"}, range(0, 1));
        p.numbers(fitness, {"fitness", "1", "of each firm; in continuous time its growth rate"}, any_number());
        p.group(selection, {"selection", "", "how fitness becomes growth"});
    }

    void validate(Parameters& p) const override
    {
        if (shares.empty()) return p.refuse("shares", "there is no firm", "", "shares: [0.5, 0.5]");
        if (shares.size() != fitness.size())
            return p.refuse("fitness", "there are " + std::to_string(fitness.size()) + " values of fitness",
                            "there are " + std::to_string(shares.size()) + " shares", "one per firm");
        if (std::abs(std::accumulate(shares.begin(), shares.end(), -1.0)) > 1e-9)
            p.refuse("shares", "the shares do not sum to 1", "together the firms are the market");
        if (selection.time == Time::continuous) return;
        auto const [least, most] = std::ranges::minmax(fitness);
        if (least <= 0)
            p.refuse("fitness", "a fitness is not above 0", "growth is measured against the mean fitness");
        else if (selection.intensity * (1 - least / most) > 1)
            p.refuse("selection.intensity", "selection is too hard for these values of fitness",
                     "a share would become negative", "a smaller intensity");
    }

    void build(Builder& b) const override
    {
        Firms& firms = b.population<Firms>(static_cast<std::uint32_t>(shares.size()));
        std::ranges::copy(shares, firms.share.values().begin());
        std::ranges::copy(fitness, firms.fitness.values().begin());
        b.once<Compete>("compete", selection);
        observe(b);
    }

    void observe(Builder& b) const
    {
        std::vector<std::string> labels;
        for (std::size_t firm = 0; firm < shares.size(); ++firm) labels.push_back(std::to_string(firm));
        b.measure({"share", "1", "market share of each firm", 1, "firm", std::move(labels),
                   [](World const& world, std::vector<double>& out) {
                       auto const share = world.population<Firms>().share.values();
                       out.assign(share.begin(), share.end());
                   }});
        b.measure("mean_fitness", "1", "fitness, weighted by shares",
                  [](World const& world) { return mean_fitness(world.population<Firms>()); });
        b.measure("variance_of_fitness", "1", "of fitness, weighted by shares", [](World const& world) {
            Firms const& firms = world.population<Firms>();
            double const mean = mean_fitness(firms);
            double sum = 0.0;
            for (std::uint32_t firm = 0; firm < firms.size(); ++firm)
                sum += firms.share[firm] * (firms.fitness[firm] - mean) * (firms.fitness[firm] - mean);
            return sum;
        });
        b.invariant("shares_sum_to_1", [](World const& world) {
            auto const share = world.population<Firms>().share.values();
            double const excess = std::accumulate(share.begin(), share.end(), -1.0);
            return std::abs(excess) <= 1e-12 ? std::string() : "shares sum to 1 + " + std::to_string(excess);
        });
    }
};

} // namespace

Model replicator()
{
    return {"replicator", "1", "Replicator dynamics and the quasi-replicator market",
            [] { return std::make_unique<Replicator>(); }};
}

} // namespace tianji::classics
