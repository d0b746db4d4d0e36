// Random growth of firms: x' = a x + b, ln a normal, drawn anew for each firm and tick.
//
// With b = 0 this is Gibrat's law (1931): growth does not depend on size, and sizes become ever more unequal. With b >
// 0 and shrinking on average sizes settle in a power law (Kesten 1973, Gabaix 1999) whose exponent α solves E[a^α] = 1.
#include "engine/base/elementary.hpp"
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"

#include <algorithm>
#include <functional>

namespace tianji::classics {

namespace {

struct Firms : Population {
    Firms() : Population("firms") {}
    Column<double> sales{*this, "sales", "1", "sales, relative to those of a new firm", 1.0};
};

struct GrowthRule {
    double mean = 0.0;      // [1/tick] μ of ln a
    double deviation = 0.1; // [1/tick] σ of ln a
    double addition = 0.0;  // [1/tick] b

    void declare(Parameters& p)
    {
        p.number(mean, {"mean", "1/tick", "mean of the logarithm of growth (μ)", "Gibrat 1931"}, range(-10, 10));
        p.number(deviation, {"deviation", "1/tick", "standard deviation of it (σ)", "Gibrat 1931"}, range(0, 10));
        p.number(addition, {"addition", "1/tick", "what is added whatever the size (b)", "Kesten 1973"}, range(0, 1e6));
    }
};

struct Grow {
    GrowthRule rule;
    Own<&Firms::sales> sales;

    void operator()(Self<Firms> self, Stream& luck) const
    {
        sales[self] = exp(rule.mean + rule.deviation * luck.normal()) * sales[self] + rule.addition;
    }
};

double variance_of_log_size(World const& world)
{
    auto const sizes = world.population<Firms>().sales.values();
    auto const n = static_cast<double>(sizes.size());
    double sum = 0.0, squares = 0.0;
    for (double size : sizes) sum += log(size);
    for (double size : sizes) squares += (log(size) - sum / n) * (log(size) - sum / n);
    return squares / (n - 1);
}

double herfindahl(World const& world)
{
    double sum = 0.0, squares = 0.0;
    for (double size : world.population<Firms>().sales.values()) sum += size, squares += size * size;
    return squares / (sum * sum);
}

// Hill (1975): one over the mean excess of the logarithms of the largest over that of the next.
double tail_exponent(World const& world, double share)
{
    auto const values = world.population<Firms>().sales.values();
    std::vector<double> sizes(values.begin(), values.end());
    auto const top = static_cast<std::size_t>(share * static_cast<double>(sizes.size()));
    std::ranges::nth_element(sizes, sizes.begin() + static_cast<std::ptrdiff_t>(top), std::greater<>());
    std::sort(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(top)); // a fixed order of summation
    double excess = 0.0;
    for (std::size_t i = 0; i < top; ++i) excess += log(sizes[i] / sizes[top]);
    return static_cast<double>(top) / excess;
}

struct FirmGrowth : Rules {
    std::int64_t firms = 10'000;
    double tail = 0.005; // [1]
    GrowthRule growth;

    void declare(Parameters& p) override
    {
        p.integer(firms, {"firms", "1", "number of firms"}, range(2, 100e6));
        p.number(tail, {"tail", "1", "share of firms from which the exponent of the tail is estimated", "Hill 1975"},
                 {0, 1, true, true});
        p.group(growth, {"growth", "", "how sizes change: x' = a x + b"});
    }

    void validate(Parameters& p) const override
    {
        if (tail * static_cast<double>(firms) < 1)
            p.refuse("tail", "the tail has no firm", "there are only " + std::to_string(firms), "a larger share");
    }

    void build(Builder& b) const override
    {
        b.population<Firms>(static_cast<std::uint32_t>(firms));
        b.each<Grow>("grow", growth);

        b.measure("variance_of_log_size", "1", "over firms", variance_of_log_size);
        b.measure("herfindahl", "1", "sum of squared market shares", herfindahl);
        b.measure("tail_exponent", "1", "Hill estimate over the largest firms",
                  [share = tail](World const& world) { return tail_exponent(world, share); });
    }
};

} // namespace

Model firm_growth()
{
    return {"firm_growth", "1", "Random growth of firms", [] { return std::make_unique<FirmGrowth>(); }};
}

} // namespace tianji::classics
