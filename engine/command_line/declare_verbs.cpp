// What verbs there are, and the options of each.
#include "engine/command_line/choices.hpp"
#include "engine/command_line/option_values.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <limits>

namespace tianji::command_line {

namespace {

void add_overrides(CLI::App& verb, Choices& choices)
{
    verb.add_option("--set", choices.sets, "change a value of the scenario, e.g. calendar.ticks=40; may be repeated")
        ->type_name("PATH=VALUE")
        ->type_size(1)
        ->allow_extra_args(false);
}

void add_threads(CLI::App& verb, Choices& choices)
{
    verb.add_option("--threads", choices.threads, "threads to use; results do not depend on it")
        ->type_name("N")
        ->transform(whole_number(1, 1024))
        ->default_str("all processors it may use");
}

void add_checkpoint(CLI::App& verb, Choices& choices, std::string const& otherwise)
{
    auto const number = whole_number(1, std::numeric_limits<std::int64_t>::max());
    auto const check = [number](std::string& text) -> std::string {
        std::string every = text.starts_with(checkpoint_word) ? text.substr(checkpoint_word.size()) : "";
        return number(every).empty() ? "" : fmt::format("'{}' is not every=N with a number of ticks N", text);
    };
    verb.add_option("--checkpoint", choices.checkpoint,
                    "after every N ticks, leave what 'tianji resume' goes on from in NAME.checkpoint.h5" + otherwise)
        ->type_name("every=N")
        ->check(CLI::Validator(check, ""));
}

void declare_run(CLI::App& verb, Choices& choices)
{
    verb.add_option("SCENARIO", choices.file, "what to run, a YAML file")->required();
    verb.add_option("-o,--output", choices.output, "the result file; without it results/NAME.h5")
        ->type_name("FILE")
        ->check(file_name());
    verb.add_option("--seed", choices.seed, "the luck of the run, instead of the scenario's seed")
        ->type_name("N")
        ->transform(whole_number(0, std::numeric_limits<std::int64_t>::max()));
    verb.add_option("--replicate", choices.replicate, "which repetition: same seed, other luck")
        ->type_name("R")
        ->transform(whole_number(0, std::numeric_limits<std::int64_t>::max()));
    add_threads(verb, choices);
    add_overrides(verb, choices);
    add_checkpoint(verb, choices, "");
    verb.add_flag("--overwrite", choices.overwrite, "replace the result file if it exists");
    verb.add_flag("--quiet", choices.quiet, "print errors only");
    verb.add_flag("--audit", choices.audit, "check every account after every process; slower");
    verb.add_flag("--profile", choices.profile,
                  "tell where the time went, by process; it is kept in the result file too");
    verb.footer("Example:\n  tianji run scenarios/classics/bass.yaml -o bass.h5 --seed 7 --set calendar.ticks=40");
}

void declare_check(CLI::App& verb, Choices& choices)
{
    verb.add_option("SCENARIO", choices.file, "what to check, a YAML file")->required();
    verb.add_flag("--resolved", choices.resolved, "print every value, defaults included, and where it comes from");
    add_overrides(verb, choices);
    verb.footer("Example:\n  tianji check scenarios/classics/bass.yaml --resolved");
}

void declare_explain(CLI::App& verb, Choices& choices)
{
    verb.add_option(
        "TOPIC", choices.topic,
        "scenario, experiment, a model, a parameter, a word of a choice, a preset, a measure, a table, a column "
        "or a figure of a comparison; none: an overview");
    verb.footer("Example:\n  tianji explain bass.network.kind\n  tianji explain d_z");
}

void declare_schema(CLI::App& verb, Choices& choices)
{
    verb.add_option("TOPIC", choices.topic,
                    "scenario, experiment, or the only model of the scenarios to describe; none: scenario");
    verb.footer("Example:\n  tianji schema experiment > scenarios/experiment.schema.json");
}

void declare_verify(CLI::App& verb, Choices& choices)
{
    verb.add_option("FILE", choices.file, "a result file")->required();
    add_threads(verb, choices);
    verb.footer("Example:\n  tianji verify results/bass.h5");
}

void declare_resume(CLI::App& verb, Choices& choices)
{
    verb.add_option("CHECKPOINT", choices.file, "what a run with --checkpoint has left")->required();
    verb.add_option("-o,--output", choices.output, "the result file; without it the one of the run")
        ->type_name("FILE")
        ->check(file_name());
    add_threads(verb, choices);
    add_checkpoint(verb, choices, "; without it as before");
    verb.add_flag("--overwrite", choices.overwrite, "replace the result file if it exists");
    verb.add_flag("--quiet", choices.quiet, "print errors only");
    verb.footer("A run that was killed goes on from its last checkpoint; the result is that of a run that was never "
                "interrupted.\n\nExample:\n  tianji run scenarios/classics/bass.yaml --checkpoint every=10\n"
                "  tianji resume results/bass.checkpoint.h5");
}

void declare_branch(CLI::App& verb, Choices& choices)
{
    verb.add_option("CHECKPOINT", choices.file, "what a run with --checkpoint has left")->required();
    verb.add_option("--with", choices.policy, "the policy: a YAML map laid over the scenario")
        ->required()
        ->type_name("POLICY.yaml");
    verb.add_option("-o,--output", choices.output, "the result file; without it RESULT-POLICY.h5")
        ->type_name("FILE")
        ->check(file_name());
    add_threads(verb, choices);
    add_checkpoint(verb, choices, "");
    verb.add_flag("--overwrite", choices.overwrite, "replace the result file if it exists");
    verb.add_flag("--quiet", choices.quiet, "print errors only");
    verb.footer("What the world was built from cannot change: agents, inputs, seed, calendar, what is recorded.\n\n"
                "Example:\n  tianji branch results/bass.checkpoint.h5 --with subsidy.yaml");
}

void declare_diff(CLI::App& verb, Choices& choices)
{
    verb.add_option("FILE", choices.file, "a result file")->required();
    verb.add_option("OTHER", choices.other, "the one to compare it with")->required();
    add_threads(verb, choices);
    verb.footer("Status 0: equal; 1: different.\n\nExample:\n  tianji diff results/direct.h5 results/racehorse.h5");
}

} // namespace

void declare_verbs(CLI::App& program, Choices& choices)
{
    declare_run(*program.add_subcommand("run", "run a scenario and record its results"), choices);
    declare_resume(*program.add_subcommand("resume", "go on with a run that was interrupted"), choices);
    declare_branch(*program.add_subcommand("branch", "go on with one history under another policy"), choices);
    declare_check(*program.add_subcommand("check", "say what is wrong with a scenario, without running it"), choices);
    declare_explain(*program.add_subcommand("explain", "explain what a scenario may hold and what a run tells"),
                    choices);
    declare_schema(*program.add_subcommand("schema", "print what a scenario or an experiment may hold, for editors "
                                                     "(JSON Schema)"),
                   choices);
    declare_verify(*program.add_subcommand("verify", "run again what a result file holds, and compare"), choices);
    declare_compare(*program.add_subcommand("compare", "run an experiment and compare its policies"), choices);
    declare_sweep(*program.add_subcommand("sweep", "run many: policies, design points and replicates of an experiment"),
                  choices);
    declare_diff(*program.add_subcommand("diff", "name where two runs differ first"), choices);
}

} // namespace tianji::command_line
