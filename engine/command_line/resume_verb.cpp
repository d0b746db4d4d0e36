#include "engine/base/problem_list.hpp"
#include "engine/command_line/conduct.hpp"
#include "engine/command_line/stored_scenario.hpp"
#include "engine/command_line/verbs.hpp"
#include "engine/record/output_path.hpp"
#include "engine/record/result_reader.hpp"
#include "engine/world/digest.hpp"

#include <fmt/format.h>

#include <utility>

namespace tianji::command_line {

namespace fs = std::filesystem;

namespace {

// A result of the same run that was stopped holds no row that the checkpoint does not hold.
Overwrite overwrite_for(fs::path const& output, StoredRun const& run, Overwrite asked)
{
    if (asked == Overwrite::yes || !fs::exists(output)) return asked;
    ResultReader const result(output);
    bool const is_stopped = result.text("/", "status") == "interrupted";
    return is_stopped && result.text("/provenance", "started") == run.started ? Overwrite::yes : asked;
}

void validate_places(fs::path const& output, Overwrite overwrite, CheckpointPlan const& plan,
                     ResumeOptions const& options, Scenario const& scenario)
{
    std::vector<fs::path> inputs = files_of(scenario);
    std::error_code not_there;
    // The next checkpoint of the run may take the place of this one, which is read before.
    if (fs::equivalent(plan.path, options.checkpoint, not_there))
        validate_output(plan.path, Overwrite::yes, inputs);
    else
        validate_checkpoint(plan, options.overwrite, inputs);
    inputs.push_back(options.checkpoint);
    validate_output(output, overwrite, inputs);
}

} // namespace

int resume_run(ResumeOptions const& options, std::span<Model const> models)
{
    fs::path const& from = options.checkpoint;
    Checkpoint const checkpoint = read_checkpoint(from);
    StoredRun const run = read_stored_run(ResultReader(from), from);
    validate_origin(run, from, models);
    validate_program(run, from);
    if (std::string const note = other_program(run); !note.empty()) fmt::print(stderr, "{}", note);
    Scenario const scenario = scenario_of(run, from, models);
    validate_scenario(scenario, run, from);

    fs::path const output = options.output.value_or(result_of(from));
    CheckpointPlan const plan{options.checkpoint_every.value_or(checkpoint.every), checkpoint_of(output)};
    Overwrite const overwrite = overwrite_for(output, run, options.overwrite);
    validate_places(output, overwrite, plan, options, scenario);
    Simulation simulation = simulation_of(scenario, run.replicate, options.threads, checkpoint.audit);
    restore(simulation, checkpoint, from);
    std::vector<Ancestor> lineage = run.lineage;
    lineage.push_back({std::string(resumed), from.string(), checkpoint.ticks, to_hex(checkpoint.digest), "", ""});
    RunSettings const settings{run.replicate, options.threads, options.command_line, run.started, lineage};
    return conduct(simulation, scenario,
                   {provenance_of(scenario, settings), output, overwrite, {plan, &checkpoint, from}, options.talk});
}

} // namespace tianji::command_line
