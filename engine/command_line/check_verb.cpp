#include "engine/command_line/description.hpp"
#include "engine/command_line/recorded_by.hpp"
#include "engine/command_line/verbs.hpp"
#include "engine/experiment/design/experiment.hpp"
#include "engine/experiment/statistics/statistical_terms.hpp"
#include "engine/record/run_layout.hpp"
#include "engine/scenario/explain.hpp"
#include "engine/scenario/schema.hpp"

#include <fmt/format.h>

#include <array>

namespace tianji::command_line {

int check_scenario(CheckOptions const& options, std::span<Model const> models)
{
    Scenario const scenario = read_scenario(options.scenario, models, options.overrides);
    // The world is built too: a check that passes means that a run starts.
    Simulation const simulation = simulation_of(scenario, 0, 1);
    std::size_t const measures = layout_of(simulation, scenario).measures.size();
    if (options.print == Print::resolved)
        fmt::print("{}", commented_text(scenario.resolved_lines));
    else
        fmt::print("{}: can be run (model {} {}, {} ticks, {} measures)\n", options.scenario.string(),
                   scenario.model.name, scenario.model.version, simulation.ticks(), measures);
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
