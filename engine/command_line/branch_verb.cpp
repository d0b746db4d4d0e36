#include "engine/command_line/conduct.hpp"
#include "engine/command_line/stored_scenario.hpp"
#include "engine/command_line/verbs.hpp"
#include "engine/record/output_path.hpp"
#include "engine/record/result_reader.hpp"
#include "engine/scenario/yaml.hpp"
#include "engine/world/digest.hpp"

#include <fmt/format.h>

namespace tianji::command_line {

namespace fs = std::filesystem;

namespace {

// results/x.checkpoint.h5 and more_money.yaml: results/x-more_money.h5.
fs::path output_of(BranchOptions const& options)
{
    if (options.output) return *options.output;
    fs::path path = result_of(options.checkpoint);
    return path.replace_filename(fmt::format("{}-{}.h5", path.stem().string(), options.policy.stem().string()));
}

// The history must be whole before it is given another future.
void validate_history(Checkpoint const& checkpoint, StoredRun const& run, BranchOptions const& options,
                      std::span<Model const> models)
{
    validate_origin(run, options.checkpoint, models);
    validate_program(run, options.checkpoint);
    if (std::string const note = other_program(run); !note.empty()) fmt::print(stderr, "{}", note);
    Scenario const scenario = scenario_of(run, options.checkpoint, models);
    validate_scenario(scenario, run, options.checkpoint);
    Simulation simulation = simulation_of(scenario, run.replicate, options.threads);
    restore(simulation, checkpoint, options.checkpoint);
}

} // namespace

int branch_run(BranchOptions const& options, std::span<Model const> models)
{
    fs::path const& from = options.checkpoint;
    Checkpoint const checkpoint = read_checkpoint(from);
    StoredRun run = read_stored_run(ResultReader(from), from);
    validate_history(checkpoint, run, options, models);

    run.lineage.push_back({std::string(branched), from.string(), checkpoint.ticks, to_hex(checkpoint.digest),
                           options.policy.string(), read_text(options.policy)});
    Scenario const scenario = scenario_of(run, from, models);
    fs::path const output = output_of(options);
    CheckpointPlan const plan{options.checkpoint_every, checkpoint_of(output)};
    std::vector<fs::path> inputs = files_of(scenario);
    inputs.insert(inputs.end(), {from, options.policy});
    validate_output(output, options.overwrite, inputs);
    validate_checkpoint(plan, options.overwrite, inputs);
    Simulation simulation = simulation_of(scenario, run.replicate, options.threads, checkpoint.audit);
    simulation.restore(checkpoint.state, checkpoint.ticks, from.string());
    RunSettings const settings{run.replicate, options.threads, options.command_line, run.started, run.lineage};
    return conduct(
        simulation, scenario,
        {provenance_of(scenario, settings), output, options.overwrite, {plan, &checkpoint, from}, options.talk});
}

} // namespace tianji::command_line
