#include "engine/command_line/command_line.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/memory.hpp"
#include "engine/base/message.hpp"
#include "engine/base/problem_list.hpp"
#include "engine/base/shell_words.hpp"
#include "engine/base/text.hpp"
#include "engine/command_line/choices.hpp"
#include "engine/command_line/sweep_verbs.hpp"
#include "engine/command_line/verbs.hpp"
#include "engine/record/build_info.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <exception>
#include <functional>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace tianji::command_line {

namespace {

std::string as_typed(int argc, char** argv)
{
    std::vector<std::string> words{"tianji"};
    words.insert(words.end(), argv + 1, argv + argc);
    return tianji::as_typed(words);
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
    options.profile = choices.profile;
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

// "tianji run", "tianji sweep plan".
std::string full_name(CLI::App const& verb)
{
    return verb.get_parent() ? full_name(*verb.get_parent()) + ' ' + verb.get_name() : verb.get_name();
}

// The first word that should be a verb and is none, as a message.
std::optional<std::string> unknown_verb(CLI::App const& program, std::span<char* const> words)
{
    std::vector<std::string> const verbs = verbs_of(program);
    if (verbs.empty() || words.empty() || words[0][0] == '-') return std::nullopt;
    std::string const word = words[0];
    if (std::ranges::find(verbs, word) != verbs.end())
        return unknown_verb(*program.get_subcommand(word), words.subspan(1));
    return with_suggestion(fmt::format("{}: no verb '{}'", full_name(program), word), word, verbs,
                           "there are: " + joined(verbs));
}

std::string unknown_argument(CLI::App const& verb, std::vector<std::string> const& left)
{
    auto const option = std::ranges::find_if(left, [](std::string const& word) { return word.starts_with('-'); });
    std::string const where = full_name(verb);
    if (option == left.end())
        return fmt::format("{}: '{}' is one argument too many (see {} --help)", where, left.front(), where);
    std::string const word = option->substr(0, option->find('='));
    std::vector<std::string> known;
    for (CLI::Option const* one : verb.get_options())
        for (std::string const& name : one->get_lnames()) known.push_back("--" + name);
    return with_suggestion(fmt::format("{}: no option '{}'", where, word), word, known, "see " + where + " --help");
}

std::string misused(CLI::App const& verb, CLI::ParseError const& error)
{
    std::string const where = full_name(verb);
    return fmt::format("{}: {} (see {} --help)", where, error.what(), where);
}

// The innermost; the program itself where there is none.
CLI::App const& chosen_verb(CLI::App const& program)
{
    auto const chosen = program.get_subcommands();
    return chosen.empty() ? program : chosen_verb(*chosen.front());
}

void let_extras_pass(CLI::App& program)
{
    for (CLI::App* verb : program.get_subcommands([](CLI::App*) { return true; })) {
        verb->allow_extras();
        let_extras_pass(*verb);
    }
}

// --- the program ----------------------------------------------------------------------------------------------------

// Not by fmt, which throws where nobody listens any more.
void complain(std::string const& text) { std::fputs((text + '\n').c_str(), stderr); }

// Every failure ends here: the user's as one line per problem, ours with what broke.
int guarded(std::function<int()> const& act)
{
    try {
        return act();
    } catch (InvalidInput const& error) {
        complain(error.what());
        return refused;
    } catch (BrokenContract const& error) {
        complain(fmt::format("tianji: {} (an error of the program or the model, not of the scenario)", error.what()));
    } catch (std::bad_alloc const&) {
        complain("tianji: out of memory");
    } catch (std::exception const& error) {
        complain(fmt::format("tianji: {}", error.what()));
    }
    return failed;
}

// What was printed waits in a buffer, and a full disk shows when it is written.
int with_what_was_printed(int status)
{
    errno = 0;
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
    std::string const why = errno != 0 ? std::generic_category().message(errno) : "the disk may be full";
    complain(fmt::format("tianji: what it prints cannot be written ({})", why));
    return std::max(status, failed);
}

SweepOptions sweep_options(Choices const& choices, std::string const& folder)
{
    return {folder, choices.jobs, choices.time_limit, choices.as_planned ? PlanUse::run_as_planned : PlanUse::run,
            choices.quiet ? Talk::quiet : Talk::normal};
}

SlurmOptions slurm_options(Choices const& choices)
{
    return {choices.file,
            choices.bundle,
            choices.throttle,
            choices.time_limit,
            choices.as_planned ? PlanUse::run_as_planned : PlanUse::run,
            choices.dry_run ? Submission::only_shown : Submission::made,
            choices.for_sbatch};
}

int sweep(std::string const& name, Choices const& choices, std::vector<Model> const& models)
{
    if (name == "plan")
        return plan_sweep({choices.file, choices.output, choices.replan ? Replan::yes : Replan::no}, models);
    if (name == "run") return run_sweep(sweep_options(choices, choices.file), models);
    if (name == "task")
        return run_task({sweep_options(choices, choices.file), choices.index, std::max<std::size_t>(1, choices.bundle)},
                        models);
    if (name == "slurm") return submit_sweep(slurm_options(choices), models);
    if (name == "status") return print_status(choices.file, models);
    if (name == "merge")
        return merge_sweep({choices.file, choices.output, choices.overwrite ? Overwrite::yes : Overwrite::no}, models);
    return print_failures(choices.file, models);
}

int act_on(CLI::App const& verb, Choices const& choices, std::string const& command_line,
           std::vector<Model> const& models)
{
    std::string const& name = verb.get_name();
    if (verb.get_parent()->get_name() == "sweep") return sweep(name, choices, models);
    if (name == "run") return run_scenario(run_options(choices, command_line), models);
    if (name == "check")
        return check_scenario(
            {choices.file, overrides_of(choices), choices.resolved ? Print::resolved : Print::verdict}, models);
    if (name == "resume") return resume_run(resume_options(choices, command_line), models);
    if (name == "branch") return branch_run(branch_options(choices, command_line), models);
    if (name == "diff") return diff_files({choices.file, choices.other, choices.threads}, models);
    if (name == "compare")
        return compare_policies(
            {choices.file, sweep_options(choices, choices.output), choices.replan ? Replan::yes : Replan::no}, models);
    if (name == "explain") return explain_topic(choices.topic, models);
    if (name == "schema") return print_schema(choices.topic, models);
    return verify_file({choices.file, choices.threads}, models);
}

std::string version_text()
{
    return fmt::format("tianji {} ({}, {}, {})", build::version, build::git_hash, build::compiler, build::flags);
}

// How many words are for this program: what stands behind "--" of `tianji sweep slurm` is for sbatch.
int own_words(int argc, char** argv)
{
    if (argc < 3 || std::string_view(argv[1]) != "sweep" || std::string_view(argv[2]) != "slurm") return argc;
    return static_cast<int>(std::find(argv, argv + argc, std::string_view("--")) - argv);
}

int parse_and_act(int argc, char** argv, std::vector<Model> const& models)
{
    CLI::App program("Simulates innovation ecosystems: a scenario goes in, a result file comes out.", "tianji");
    Choices choices;
    int const own = own_words(argc, argv);
    choices.for_sbatch.assign(argv + std::min(own + 1, argc), argv + argc);
    program.set_version_flag("--version", version_text());
    program.footer("Example:\n  tianji run scenarios/classics/bass.yaml\n\n'tianji VERB --help' says more.");
    declare_verbs(program, choices);
    let_extras_pass(program);

    if (argc < 2) return refuse(program.help());
    if (auto const problem = unknown_verb(program, std::span(argv, static_cast<std::size_t>(argc)).subspan(1)))
        return refuse(*problem);
    try {
        program.parse(own, argv);
    } catch (CLI::ExtrasError const&) {
        return refuse(unknown_argument(program, program.remaining(true)));
    } catch (CLI::ParseError const& error) {
        if (error.get_exit_code() == 0) return program.exit(error); // --help and --version
        return refuse(misused(chosen_verb(program), error));
    }
    CLI::App const& verb = chosen_verb(program);
    if (!verbs_of(verb).empty()) return refuse(verb.help());
    if (auto const left = verb.remaining(); !left.empty()) return refuse(unknown_argument(verb, left));
    return act_on(verb, choices, as_typed(argc, argv), models);
}

} // namespace

int run(int argc, char** argv, std::vector<Model> const& models)
{
    keep_freed_memory();
    return with_what_was_printed(guarded([&] { return parse_and_act(argc, argv, models); }));
}

} // namespace tianji::command_line
