// The verbs of `tianji sweep` and their options.
#include "engine/command_line/choices.hpp"
#include "engine/command_line/option_values.hpp"

#include <CLI/CLI.hpp>

#include <limits>

namespace tianji::command_line {

namespace {

void add_folder(CLI::App& verb, Choices& choices)
{
    verb.add_option("FOLDER", choices.file, "the folder that 'tianji sweep plan' has made")->required();
}

void add_time_limit(CLI::App& verb, Choices& choices)
{
    verb.add_option("--time-limit", choices.time_limit, "a run that takes longer is stopped and counts as failed")
        ->type_name("SECONDS")
        ->check(seconds(0.001, 1e9));
}

void add_jobs(CLI::App& verb, Choices& choices, char const* otherwise)
{
    verb.add_option("--jobs", choices.jobs, "runs to make at the same time, each on one processor")
        ->type_name("N")
        ->transform(whole_number(1, 1024))
        ->default_str(otherwise);
}

void declare_plan(CLI::App& verb, Choices& choices)
{
    verb.add_option("EXPERIMENT", choices.file, "what to compare, a YAML file")->required();
    verb.add_option("-o,--output", choices.output, "the folder to make")
        ->required()
        ->type_name("FOLDER")
        ->check(file_name());
    verb.add_flag("--replan", choices.replan, "in a folder that holds another sweep: keep the runs that both have");
    verb.footer("Example:\n  tianji sweep plan scenarios/experiments/first.yaml -o results/first");
}

void declare_run(CLI::App& verb, Choices& choices)
{
    add_folder(verb, choices);
    add_jobs(verb, choices, "all processors it may use");
    add_time_limit(verb, choices);
    verb.add_flag("--as-planned", choices.as_planned, "although the experiment or its base was edited since");
    verb.add_flag("--quiet", choices.quiet, "print errors only");
    verb.footer("Makes the runs that are missing: after a crash or Ctrl-C, the same command goes on.\n\n"
                "Example:\n  tianji sweep run results/first --jobs 2");
}

void declare_task(CLI::App& verb, Choices& choices)
{
    add_folder(verb, choices);
    verb.add_option("--index", choices.index, "which task: its runs are I*K to (I+1)*K-1 of manifest.csv")
        ->required()
        ->type_name("I")
        ->transform(whole_number(0, std::numeric_limits<std::int64_t>::max()));
    verb.add_option("--bundle", choices.bundle, "runs per task")
        ->type_name("K")
        ->transform(whole_number(1, std::int64_t{1} << 32))
        ->default_str("1");
    add_jobs(verb, choices, "all processors it may use");
    add_time_limit(verb, choices);
    verb.add_flag("--quiet", choices.quiet, "print errors only");
    verb.footer("What one element of a Slurm array calls; makes of its runs those that are missing.\n\n"
                "Example:\n  tianji sweep task results/first --index 3 --bundle 20");
}

void declare_slurm(CLI::App& verb, Choices& choices)
{
    add_folder(verb, choices);
    verb.add_option("--bundle", choices.bundle, "runs per task")
        ->type_name("K")
        ->transform(whole_number(1, std::int64_t{1} << 32))
        ->default_str("five to ten minutes of them");
    verb.add_option("--throttle", choices.throttle, "tasks of an array to run at the same time")
        ->type_name("N")
        ->transform(whole_number(1, std::int64_t{1} << 32))
        ->default_str("as the cluster has room");
    add_time_limit(verb, choices);
    verb.add_flag("--dry-run", choices.dry_run, "write sweep.sbatch, say what would be submitted");
    verb.add_flag("--as-planned", choices.as_planned, "although the experiment or its base was edited since");
    verb.footer("Submits the tasks that hold runs which are missing, as arrays of 'tianji sweep task'. After failures, "
                "time limits or scancel, the same command submits what is left. What stands behind '--' goes to sbatch "
                "as it is.\n\n"
                "Example:\n  tianji sweep slurm results/first -- --time=00:30:00 --mem-per-cpu=2G");
}

void declare_status(CLI::App& verb, Choices& choices)
{
    add_folder(verb, choices);
    verb.footer("Example:\n  tianji sweep status results/first");
}

void declare_failed(CLI::App& verb, Choices& choices)
{
    add_folder(verb, choices);
    verb.footer("Status 1 where a run has failed.\n\nExample:\n  tianji sweep failed results/first");
}

void declare_merge(CLI::App& verb, Choices& choices)
{
    add_folder(verb, choices);
    verb.add_option("-o,--output", choices.output, "the file to write; without it merged.h5 in the folder")
        ->type_name("FILE")
        ->check(file_name());
    verb.add_flag("--overwrite", choices.overwrite, "replace FILE, whatever it holds");
    verb.footer(
        "Runs that are missing or failed have a row without values; status 1 where there are any. What the same "
        "command wrote before is replaced.\n\n"
        "Example:\n  tianji sweep merge results/first");
}

} // namespace

void declare_compare(CLI::App& verb, Choices& choices)
{
    verb.add_option("EXPERIMENT", choices.file, "what to compare, a YAML file")->required();
    verb.add_option("-o,--output", choices.output, "the folder of its runs; made if it is not there")
        ->required()
        ->type_name("FOLDER")
        ->check(file_name());
    add_jobs(verb, choices, "all processors it may use");
    add_time_limit(verb, choices);
    verb.add_flag("--replan", choices.replan, "in a folder that holds another sweep: keep the runs that both have");
    verb.add_flag("--quiet", choices.quiet, "no progress");
    verb.footer(
        "Plans, makes the runs that are missing, merges them and prints a table: the mean of every policy and its\n"
        "difference to the first one under the same luck. After a crash or Ctrl-C, the same command goes on.\n\n"
        "Example:\n  tianji compare scenarios/experiments/first.yaml -o results/first");
}

void declare_sweep(CLI::App& sweep, Choices& choices)
{
    sweep.footer("Example:\n  tianji sweep plan scenarios/experiments/first.yaml -o results/first\n"
                 "  tianji sweep run results/first\n\n'tianji sweep VERB --help' says more.");
    declare_plan(*sweep.add_subcommand("plan", "expand an experiment into a folder of runs"), choices);
    declare_run(*sweep.add_subcommand("run", "make the runs that are missing, on all cores"), choices);
    declare_task(*sweep.add_subcommand("task", "make a few of the runs: one element of a Slurm array"), choices);
    declare_slurm(*sweep.add_subcommand("slurm", "submit the runs that are missing to a cluster"), choices);
    declare_status(*sweep.add_subcommand("status", "say how many runs are done, failed or missing"), choices);
    declare_failed(*sweep.add_subcommand("failed", "say which runs failed, why, and how to make each again"), choices);
    declare_merge(*sweep.add_subcommand("merge", "write all runs into one result file"), choices);
}

} // namespace tianji::command_line
