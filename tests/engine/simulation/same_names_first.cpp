#include "engine/simulation/simulation.hpp"
#include "tests/engine/simulation/same_names.hpp"

namespace tianji::sample {

namespace {

struct Firms : Population {
    Firms() : Population("firms") {}
    Column<double> level{*this, "level", "1", "what the model raises", 0.0};
};

struct Raise {
    Own<&Firms::level> level;
    void operator()(Self<Firms> self) const { level[self] += 1; }
};

} // namespace

double level_of_first_model()
{
    Builder builder(Clock{}, 1, 1, 0);
    Firms const& firms = builder.population<Firms>(1);
    builder.each<Raise>("raise");
    Simulation simulation(std::move(builder), 1);
    Observer nobody;
    simulation.run(nobody);
    return firms.level[0];
}

} // namespace tianji::sample
