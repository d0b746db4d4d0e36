#include "engine/command_line/lockstep.hpp"
#include "engine/command_line/stored_scenario.hpp"
#include "engine/command_line/verbs.hpp"
#include "engine/record/recorded_difference.hpp"
#include "engine/record/result_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <vector>

namespace tianji::command_line {

namespace {

struct ComparedRun {
    std::filesystem::path path;
    ResultReader file;
    StoredRun run;

    explicit ComparedRun(std::filesystem::path const& where)
        : path(where), file(where), run(read_stored_run(file, where))
    {
    }
};

// Values of a resolved scenario by dotted path; items of lists are joined.
std::map<std::string, std::string> values_of(std::string const& resolved)
{
    std::map<std::string, std::string> values;
    std::vector<std::string> path; // a key per level of two blanks
    std::istringstream lines(resolved);
    for (std::string line; std::getline(lines, line);) {
        std::size_t const first = std::min(line.find_first_not_of(" -"), line.size());
        std::size_t const colon = line.find(": ", first);
        path.resize(std::min(path.size(), first / 2));
        std::string const key = line.substr(first, line.find(':', first) - first);
        std::string at;
        for (std::string const& one : path) at += one + '.';
        if (colon != line.npos)
            values[at + key] += (values[at + key].empty() ? "" : ", ") + line.substr(colon + 2);
        else
            path.push_back(key);
    }
    return values;
}

// What the two scenarios do not have in common, apart from what is recorded.
std::vector<std::string> differences_of_scenarios(StoredRun const& one, StoredRun const& two)
{
    auto const a = values_of(one.resolved_scenario), b = values_of(two.resolved_scenario);
    std::vector<std::string> differences;
    auto const compare = [&](std::string const& key) {
        auto const in_a = a.find(key), in_b = b.find(key);
        std::string const text_a = in_a == a.end() ? "(none)" : in_a->second;
        std::string const text_b = in_b == b.end() ? "(none)" : in_b->second;
        if (text_a != text_b && !key.starts_with("record."))
            differences.push_back(fmt::format("{}: {} | {}", key, text_a, text_b));
    };
    for (auto const& [key, value] : a) compare(key);
    for (auto const& [key, value] : b)
        if (!a.contains(key)) compare(key);
    return differences;
}

void tell(char const* what, std::string const& text) { fmt::print("  {:<10}{}\n", what, text); }

void tell_scenarios(StoredRun const& one, StoredRun const& two)
{
    constexpr std::size_t shown = 10;
    std::vector<std::string> const differences = differences_of_scenarios(one, two);
    for (std::size_t i = 0; i < std::min(shown, differences.size()); ++i) tell("scenario", differences[i]);
    if (differences.size() > shown) tell("scenario", fmt::format("and {} more", differences.size() - shown));
}

void tell_state(std::optional<Divergence> const& found, std::int64_t ticks)
{
    if (!found)
        return tell("state", fmt::format("equal in all of {} ticks when both are run again by this program", ticks));
    std::string const when =
        found->tick < 0 ? "before the first tick" : fmt::format("tick {}, process {}", found->tick, found->process);
    tell("state", fmt::format("{}: {}: {} | {}", when, found->state.place, found->state.one, found->state.two));
}

// Runs both again, side by side, from their beginnings.
std::optional<Divergence> run_again(ComparedRun const& one, ComparedRun const& two, Agreement const& agreement,
                                    int threads, std::span<Model const> models)
{
    auto const a = replay_of(one.run, one.path, threads, models);
    auto const b = replay_of(two.run, two.path, threads, models);
    // States that were equal may have differed before.
    bool const differed_before = agreement.first && agreement.first->tick < agreement.ticks_equal;
    return first_divergence(*a, *b, differed_before ? 0 : agreement.ticks_equal,
                            std::min(a->simulation().ticks(), b->simulation().ticks()));
}

int report_length(ComparedRun const& one, ComparedRun const& two, Agreement const& agreement)
{
    bool const first_is_shorter = agreement.ticks_one < agreement.ticks_two;
    fmt::print("{} and {} are equal for {} ticks, where {} ends\n", one.path.string(), two.path.string(),
               std::min(agreement.ticks_one, agreement.ticks_two), (first_is_shorter ? one : two).path.string());
    return failed;
}

} // namespace

int diff_files(DiffOptions const& options, std::span<Model const> models)
{
    ComparedRun const one(options.one), two(options.two);
    if (one.run.model != two.run.model || one.run.model_version != two.run.model_version) {
        fmt::print("{} is a run of {} version {}, {} one of {} version {}\n", one.path.string(), one.run.model,
                   one.run.model_version, two.path.string(), two.run.model, two.run.model_version);
        return failed;
    }
    Agreement const agreement = agreement_of(one.file, two.file);
    if (!agreement.first && agreement.ends_alike) {
        fmt::print("equal: {} ticks, same measures, same state at the end\n", agreement.ticks_one);
        return done;
    }
    for (ComparedRun const* run : {&one, &two}) {
        validate_origin(run->run, run->path, models);
        fmt::print(stderr, "{}", other_program(run->run));
    }
    auto const divergence = run_again(one, two, agreement, options.threads, models);
    if (!divergence && !agreement.first) return report_length(one, two, agreement);

    fmt::print("{} and {} differ\n", one.path.string(), two.path.string());
    tell_scenarios(one.run, two.run);
    if (auto const& first = agreement.first)
        tell("recorded", fmt::format("tick {}, {}: {} | {}", first->tick, first->name, first->one, first->two));
    tell_state(divergence, std::min(agreement.ticks_one, agreement.ticks_two));
    return failed;
}

} // namespace tianji::command_line
