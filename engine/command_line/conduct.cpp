#include "engine/command_line/conduct.hpp"

#include "engine/base/message.hpp"
#include "engine/base/shell_words.hpp"
#include "engine/command_line/interrupt.hpp"
#include "engine/command_line/observers.hpp"
#include "engine/command_line/progress_bar.hpp"
#include "engine/record/expected_size.hpp"
#include "engine/record/output_path.hpp"
#include "engine/record/run_layout.hpp"
#include "engine/world/digest.hpp"

#include <fmt/format.h>

#include <chrono>

namespace tianji::command_line {

namespace {

void report(Conduct const& how, Outcome const& outcome, std::int64_t ticks, double seconds)
{
    if (outcome.ticks == ticks) {
        if (how.talk == Talk::normal)
            fmt::print("wrote {}: {} ticks in {:.2f} s, digest {}\n", how.output.string(), outcome.ticks, seconds,
                       to_hex(outcome.digest));
        return;
    }
    fmt::print(stderr, "stopped after tick {} of {}: {} holds what was recorded until then\n", outcome.ticks, ticks,
               how.output.string());
    if (how.restart.plan.every > 0)
        fmt::print(stderr, "go on with: tianji resume {}\n", as_typed(how.restart.plan.path.string()));
}

} // namespace

void validate_checkpoint(CheckpointPlan const& plan, Overwrite overwrite, std::span<std::filesystem::path const> inputs)
{
    if (plan.every == 0) return;
    if (overwrite == Overwrite::no && std::filesystem::exists(plan.path))
        throw InvalidInput(Problem{{plan.path.string()},
                                   "the checkpoint file exists",
                                   "another run left it, and may go on from it with tianji resume",
                                   "write to another file with -o or add --overwrite"});
    if (std::filesystem::exists(plan.path.has_parent_path() ? plan.path.parent_path() : "."))
        validate_output(plan.path, Overwrite::yes, inputs);
}

int conduct(Simulation& simulation, Scenario const& scenario, Conduct const& how)
{
    auto const begun = std::chrono::steady_clock::now();
    std::string const shortage = shortage_text(layout_of(simulation, scenario), simulation, how.output);
    if (!shortage.empty() && how.talk == Talk::normal) fmt::print(stderr, "{}\n", shortage);
    Interrupt interrupt;
    Recorder recorder(simulation, scenario, how.provenance, how.output, how.overwrite, how.restart);
    ProgressBar progress(simulation.ticks(), how.talk == Talk::normal ? Show::on_terminal : Show::never);
    Observers observers{&progress, &recorder, &interrupt};
    Outcome const outcome = simulation.run(observers);
    std::chrono::duration<double> const wall = std::chrono::steady_clock::now() - begun;
    report(how, outcome, simulation.ticks(), wall.count());
    if (simulation.profile() && how.talk == Talk::normal) fmt::print("\n{}", text_of(*simulation.profile()));
    return outcome.ticks < simulation.ticks() ? interrupt.status() : done;
}

} // namespace tianji::command_line
