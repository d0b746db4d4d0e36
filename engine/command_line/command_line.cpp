#include "engine/command_line/command_line.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/memory.hpp"
#include "engine/base/message.hpp"
#include "engine/base/problem_list.hpp"
#include "engine/base/text.hpp"
#include "engine/command_line/verbs.hpp"
#include "engine/record/build_info.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <functional>
#include <limits>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace tianji::command_line {

namespace {

// What CLI11 reads the options into, and what to do once it has.
struct Choices {
    std::string file, other, output, policy, topic, checkpoint;
    std::vector<std::string> sets;
    std::int64_t seed = -1; // -1: that of the scenario
    std::int64_t replicate = 0;
    int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    bool overwrite = false, quiet = false, audit = false, resolved = false;
};

std::string as_typed(int argc, char** argv)
{
    std::string text = "tianji";
    for (int i = 1; i < argc; ++i) {
        std::string const word = argv[i];
        bool const needs_quotes = word.empty() || word.find_first_of(" \t\n'\"\\$&|;<>(){}[]*?#~`!") != word.npos;
        std::string quoted = "'";
        for (char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
        text += ' ' + (needs_quotes ? quoted + '\'' : word);
    }
    return text;
}

std::vector<Override> overrides_of(Choices const& choices)
{
    std::vector<Override> overrides;
    ProblemList problems("--set");
    for (std::string const& text : choices.sets) {
        std::size_t const equals = text.find('=');
        if (std::size_t const end = text.find('\n'); end != text.npos)
            problems.add({"--set " + text.substr(0, end), 0, 0}, "a line break in it", "a change is one line");
        else if (equals == text.npos || equals == 0)
            problems.add({"--set " + text, 0, 0}, "no change of a value", "it is PATH=VALUE",
                         "for example calendar.ticks=40");
        else
            overrides.push_back({text.substr(0, equals), text.substr(equals + 1)});
    }
    problems.throw_if_any();
    if (choices.seed >= 0) overrides.push_back({"seed", std::to_string(choices.seed)});
    return overrides;
}

constexpr std::string_view checkpoint_word = "every=";

// As the option's validator has let it pass.
std::optional<std::int64_t> checkpoint_every(Choices const& choices)
{
    if (choices.checkpoint.empty()) return {};
    std::int64_t every = 0;
    char const* const text = choices.checkpoint.data();
    std::from_chars(text + checkpoint_word.size(), text + choices.checkpoint.size(), every);
    return every;
}

RunOptions run_options(Choices const& choices, std::string command_line)
{
    RunOptions options;
    options.scenario = choices.file;
    if (!choices.output.empty()) options.output = choices.output;
    options.overrides = overrides_of(choices);
    options.replicate = choices.replicate;
    options.threads = choices.threads;
    options.overwrite = choices.overwrite ? Overwrite::yes : Overwrite::no;
    options.audit = choices.audit ? Audit::yes : Audit::no;
    options.talk = choices.quiet ? Talk::quiet : Talk::normal;
    options.checkpoint_every = checkpoint_every(choices).value_or(0);
    options.command_line = std::move(command_line);
    return options;
}

ResumeOptions resume_options(Choices const& choices, std::string command_line)
{
    ResumeOptions options;
    options.checkpoint = choices.file;
    if (!choices.output.empty()) options.output = choices.output;
    options.threads = choices.threads;
    options.overwrite = choices.overwrite ? Overwrite::yes : Overwrite::no;
    options.talk = choices.quiet ? Talk::quiet : Talk::normal;
    options.checkpoint_every = checkpoint_every(choices);
    options.command_line = std::move(command_line);
    return options;
}

BranchOptions branch_options(Choices const& choices, std::string command_line)
{
    BranchOptions options;
    options.checkpoint = choices.file;
    options.policy = choices.policy;
    if (!choices.output.empty()) options.output = choices.output;
    options.threads = choices.threads;
    options.overwrite = choices.overwrite ? Overwrite::yes : Overwrite::no;
    options.talk = choices.quiet ? Talk::quiet : Talk::normal;
    options.checkpoint_every = checkpoint_every(choices).value_or(0);
    options.command_line = std::move(command_line);
    return options;
}

// --- the options of each verb ---------------------------------------------------------------------------------------

CLI::Validator whole_number(std::int64_t low, std::int64_t high)
{
    auto const check = [=](std::string& text) -> std::string {
        std::int64_t value = 0;
        char const* const end = text.data() + text.size();
        auto const [stopped_at, error] = std::from_chars(text.data(), end, value);
        if (error == std::errc() && stopped_at == end && value >= low && value <= high) return {};
        return fmt::format("'{}' is no whole number from {} to {}", text, low, high);
    };
    return CLI::Validator(check, "");
}

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
        ->check(whole_number(1, 1024))
        ->default_str("all cores");
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
    verb.add_option("-o,--output", choices.output, "the result file; without it results/NAME.h5")->type_name("FILE");
    verb.add_option("--seed", choices.seed, "the luck of the run, instead of the scenario's seed")
        ->type_name("N")
        ->check(whole_number(0, std::numeric_limits<std::int64_t>::max()));
    verb.add_option("--replicate", choices.replicate, "which repetition: same seed, other luck")
        ->type_name("R")
        ->check(whole_number(0, std::numeric_limits<std::int64_t>::max()));
    add_threads(verb, choices);
    add_overrides(verb, choices);
    add_checkpoint(verb, choices, "");
    verb.add_flag("--overwrite", choices.overwrite, "replace the result file if it exists");
    verb.add_flag("--quiet", choices.quiet, "print errors only");
    verb.add_flag("--audit", choices.audit, "check every account after every process; slower");
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
    verb.add_option("TOPIC", choices.topic, "a model, a parameter, a word of a choice or a preset; none: an overview");
    verb.footer("Example:\n  tianji explain bass.network.kind");
}

void declare_schema(CLI::App& verb, Choices& choices)
{
    verb.add_option("MODEL", choices.topic, "the only model of the scenarios to describe; none: all models");
    verb.footer("Example:\n  tianji schema > scenarios/tianji.schema.json");
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
    verb.add_option("-o,--output", choices.output, "the result file; without it the one of the run")->type_name("FILE");
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
    verb.add_option("-o,--output", choices.output, "the result file; without it RESULT-POLICY.h5")->type_name("FILE");
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

// --- what is wrong with a command line -----------------------------------------------------------------------------

int refuse(std::string const& text)
{
    fmt::print(stderr, "{}\n", text);
    return refused;
}

std::string with_suggestion(std::string const& text, std::string const& word, std::vector<std::string> const& known,
                            std::string const& otherwise)
{
    std::string const suggestion = did_you_mean(word, known);
    return text + (suggestion.empty() ? " (" + otherwise + ')' : ' ' + suggestion + '?');
}

std::vector<std::string> verbs_of(CLI::App const& program)
{
    std::vector<std::string> verbs;
    for (CLI::App const* verb : program.get_subcommands([](CLI::App const*) { return true; }))
        verbs.push_back(verb->get_name());
    return verbs;
}

std::string unknown_verb(std::vector<std::string> const& verbs, std::string const& word)
{
    return with_suggestion(fmt::format("tianji: no verb '{}'", word), word, verbs, "there are: " + joined(verbs));
}

std::string unknown_argument(CLI::App const& verb, std::vector<std::string> const& left)
{
    auto const option = std::ranges::find_if(left, [](std::string const& word) { return word.starts_with('-'); });
    std::string const where = "tianji " + verb.get_name();
    if (option == left.end())
        return fmt::format("{}: '{}' is one argument too many (see {} --help)", where, left.front(), where);
    std::string const word = option->substr(0, option->find('='));
    std::vector<std::string> known;
    for (CLI::Option const* one : verb.get_options())
        for (std::string const& name : one->get_lnames()) known.push_back("--" + name);
    return with_suggestion(fmt::format("{}: no option '{}'", where, word), word, known, "see " + where + " --help");
}

std::string misused(CLI::App const* verb, CLI::ParseError const& error)
{
    std::string const where = verb ? "tianji " + verb->get_name() : "tianji";
    return fmt::format("{}: {} (see {} --help)", where, error.what(), where);
}

CLI::App const* chosen_verb(CLI::App const& program)
{
    auto const chosen = program.get_subcommands();
    return chosen.empty() ? nullptr : chosen.front();
}

// --- the program ----------------------------------------------------------------------------------------------------

// Every failure ends here: the user's as one line per problem, ours with what broke.
int guarded(std::function<int()> const& act)
{
    try {
        return act();
    } catch (InvalidInput const& error) {
        fmt::print(stderr, "{}\n", error.what());
        return refused;
    } catch (BrokenContract const& error) {
        fmt::print(stderr, "tianji: {} (an error of the program or the model, not of the scenario)\n", error.what());
    } catch (std::bad_alloc const&) {
        fmt::print(stderr, "tianji: out of memory\n");
    } catch (std::exception const& error) {
        fmt::print(stderr, "tianji: {}\n", error.what());
    }
    return failed;
}

int act_on(CLI::App const& verb, Choices const& choices, std::string const& command_line,
           std::vector<Model> const& models)
{
    std::string const& name = verb.get_name();
    if (name == "run") return run_scenario(run_options(choices, command_line), models);
    if (name == "check")
        return check_scenario(
            {choices.file, overrides_of(choices), choices.resolved ? Print::resolved : Print::verdict}, models);
    if (name == "resume") return resume_run(resume_options(choices, command_line), models);
    if (name == "branch") return branch_run(branch_options(choices, command_line), models);
    if (name == "diff") return diff_files({choices.file, choices.other, choices.threads}, models);
    if (name == "explain") return explain_topic(choices.topic, models);
    if (name == "schema") return print_schema(choices.topic, models);
    return verify_file({choices.file, choices.threads}, models);
}

std::string version_text()
{
    return fmt::format("tianji {} ({}, {}, {})", build::version, build::git_hash, build::compiler, build::flags);
}

int parse_and_act(int argc, char** argv, std::vector<Model> const& models)
{
    CLI::App program("Simulates innovation ecosystems: a scenario goes in, a result file comes out.", "tianji");
    Choices choices;
    program.set_version_flag("--version", version_text());
    program.footer("Example:\n  tianji run scenarios/classics/bass.yaml\n\n'tianji VERB --help' says more.");
    declare_run(*program.add_subcommand("run", "run a scenario and record its results"), choices);
    declare_resume(*program.add_subcommand("resume", "go on with a run that was interrupted"), choices);
    declare_branch(*program.add_subcommand("branch", "go on with one history under another policy"), choices);
    declare_check(*program.add_subcommand("check", "say what is wrong with a scenario, without running it"), choices);
    declare_explain(*program.add_subcommand("explain", "explain what a scenario may hold"), choices);
    declare_schema(*program.add_subcommand("schema", "print what a scenario may hold, for editors (JSON Schema)"),
                   choices);
    declare_verify(*program.add_subcommand("verify", "run again what a result file holds, and compare"), choices);
    declare_diff(*program.add_subcommand("diff", "name where two runs differ first"), choices);
    for (CLI::App* verb : program.get_subcommands([](CLI::App*) { return true; })) verb->allow_extras();

    if (argc < 2) return refuse(program.help());
    std::vector<std::string> const verbs = verbs_of(program);
    if (argv[1][0] != '-' && std::ranges::find(verbs, argv[1]) == verbs.end())
        return refuse(unknown_verb(verbs, argv[1]));
    try {
        program.parse(argc, argv);
    } catch (CLI::ExtrasError const&) {
        return refuse(unknown_argument(program, program.remaining(true)));
    } catch (CLI::ParseError const& error) {
        if (error.get_exit_code() == 0) return program.exit(error); // --help and --version
        return refuse(misused(chosen_verb(program), error));
    }
    CLI::App const* const verb = chosen_verb(program);
    if (!verb) return refuse(program.help());
    if (auto const left = verb->remaining(); !left.empty()) return refuse(unknown_argument(*verb, left));
    return act_on(*verb, choices, as_typed(argc, argv), models);
}

} // namespace

int run(int argc, char** argv, std::vector<Model> const& models)
{
    keep_freed_memory();
    return guarded([&] { return parse_and_act(argc, argv, models); });
}

} // namespace tianji::command_line
