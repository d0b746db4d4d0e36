// Runs a classic model from scenario text, as a user would.
#pragma once

#include "engine/base/message.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/simulation/simulation.hpp"
#include "models/classics/classics.hpp"

#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <vector>

namespace tianji::classics {

// `rest` is what stands in the scenario beside the calendar.
inline Simulation simulation_of(Model const& model, std::string const& rest, std::int64_t ticks, std::uint64_t seed,
                                int threads = 1)
{
    std::string const text = "{tianji: 1, model: " + model.name +
                             ", name: test, calendar: {ticks: " + std::to_string(ticks) + "}, " + rest + "}";
    Scenario const scenario = read_scenario_text(text, "test", ".", std::vector{model});
    Builder builder(Clock{}, ticks, seed, 0);
    scenario.rules->build(builder);
    return Simulation(std::move(builder), threads, Audit::no, threads > 1 ? Division::always : Division::where_it_pays);
}

// One value of the model's only measure per tick.
struct Curve : Observer {
    explicit Curve(Simulation const& simulation) : measure(&simulation.measures().at(0)) {}
    Measure const* measure;
    std::vector<double> values;
    void observe(World const& world) override
    {
        std::vector<double> value;
        measure->observe(world, value);
        values.push_back(value.at(0));
    }
};

// What the measures say after the last tick of a run, by name.
inline std::map<std::string, std::vector<double>> measured(Model const& model, std::string const& rest,
                                                           std::int64_t ticks, std::uint64_t seed = 1)
{
    Simulation simulation = simulation_of(model, rest, ticks, seed);
    Observer nobody;
    simulation.run(nobody);
    std::map<std::string, std::vector<double>> values;
    for (Measure const& measure : simulation.measures()) measure.observe(simulation.world(), values[measure.name]);
    return values;
}

// The first problem of a scenario that is refused, "problem (why)"; empty if it is not.
inline std::string refusal_of(Model const& model, std::string const& rest)
{
    try {
        simulation_of(model, rest, 1, 1);
    } catch (InvalidInput const& error) {
        Problem const& first = error.problems().front();
        return first.problem + " (" + first.why + ")";
    }
    return "";
}

// A column by its name; populations of classic models are known to their own file only.
template <class T>
std::vector<T> column_of(World const& world, std::size_t population, std::string_view name)
{
    auto const bytes = world.populations().at(population)->find_column(name)->bytes();
    std::vector<T> values(bytes.size() / sizeof(T));
    std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
}

inline std::vector<std::vector<std::uint32_t>> neighbours_in(CollaborationGraph const& graph)
{
    std::vector<std::vector<std::uint32_t>> lists;
    for (std::uint32_t v = 0; v < graph.vertex_count(); ++v)
        lists.emplace_back(graph.neighbours(v).begin(), graph.neighbours(v).end());
    return lists;
}

} // namespace tianji::classics
