#include "engine/base/message.hpp"
#include "engine/command_line/description.hpp"
#include "engine/command_line/recorded_by.hpp"
#include "engine/command_line/small_world.hpp"
#include "engine/command_line/verbs.hpp"
#include "engine/experiment/design/experiment.hpp"
#include "engine/experiment/statistics/statistical_terms.hpp"
#include "engine/record/run_layout.hpp"
#include "engine/scenario/explain.hpp"
#include "engine/scenario/schema.hpp"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <utility>

namespace tianji::command_line {

namespace {

// A world with the scenario it was built from.
struct Sketch {
    Scenario scenario;
    Simulation simulation;

    explicit Sketch(Scenario read) : scenario(std::move(read)), simulation(simulation_of(scenario, 0, 1)) {}
};

// A small world shows what only shows when a world is built, and takes no time. Where the scenario cannot be made
// smaller (a network from a file has the agents it has), the whole one is built: a check that passes means that a run
// starts.
std::unique_ptr<Sketch> sketch_of(Scenario const& scenario, CheckOptions const& options, std::span<Model const> models)
{
    std::vector<Override> const smaller = smaller_sizes(scenario.resolved_lines);
    if (smaller.empty()) return std::make_unique<Sketch>(scenario);
    std::vector<Override> overrides = options.overrides;
    overrides.insert(overrides.end(), smaller.begin(), smaller.end());
    try {
        return std::make_unique<Sketch>(read_scenario(options.scenario, models, overrides));
    } catch (InvalidInput const&) { // of the smaller one: nobody wrote that
        return std::make_unique<Sketch>(scenario);
    }
}

} // namespace

int check_scenario(CheckOptions const& options, std::span<Model const> models)
{
    Scenario const scenario = read_scenario(options.scenario, models, options.overrides);
    std::unique_ptr<Sketch> const sketch = sketch_of(scenario, options, models);
    std::size_t const measures = layout_of(sketch->simulation, sketch->scenario).measures.size();
    if (options.print == Print::resolved)
        fmt::print("{}", commented_text(scenario.resolved_lines));
    else
        fmt::print("{}: can be run (model {} {}, {} ticks, {} measures)\n", options.scenario.string(),
                   scenario.model.name, scenario.model.version, scenario.header.calendar.ticks, measures);
    if (options.print == Print::verdict) print_description(description_of(scenario));
    return done;
}

int explain_topic(std::string const& topic, std::span<Model const> models)
{
    std::array const others{experiment_keys()};
    std::vector<Recorded> const recorded = recorded_by(models);
    std::vector<Explanation> const terms = statistical_terms();
    fmt::print("{}", explain(models, topic, others, recorded, terms));
    return done;
}

int print_schema(std::string const& topic, std::span<Model const> models)
{
    std::array const others{experiment_keys()};
    fmt::print("{}", schema(models, topic, others));
    return done;
}

} // namespace tianji::command_line
