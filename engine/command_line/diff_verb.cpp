#include "engine/command_line/lockstep.hpp"
#include "engine/command_line/stored_scenario.hpp"
#include "engine/command_line/verbs.hpp"
#include "engine/record/recorded_difference.hpp"
#include "engine/record/result_reader.hpp"

#include <fmt/format.h>

#include <sstream>
#include <utility>

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

std::string trimmed(std::string const& line)
{
    std::size_t const first = line.find_first_not_of(' ');
    return first == line.npos ? "" : line.substr(first);
}

// The first line in which the resolved scenarios differ, or nothing.
std::string difference_of_scenarios(StoredRun const& one, StoredRun const& two)
{
    std::istringstream a(one.resolved_scenario), b(two.resolved_scenario);
    std::string line_a, line_b;
    while (true) {
        bool const has_a = static_cast<bool>(std::getline(a, line_a));
        bool const has_b = static_cast<bool>(std::getline(b, line_b));
        if (!has_a && !has_b) return {};
        if (has_a && has_b && line_a == line_b) continue;
        return fmt::format("{} | {}", has_a ? trimmed(line_a) : "(ends)", has_b ? trimmed(line_b) : "(ends)");
    }
}

void tell(char const* what, std::string const& text) { fmt::print("  {:<10}{}\n", what, text); }

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
    if (std::string const lines = difference_of_scenarios(one.run, two.run); !lines.empty()) tell("scenario", lines);
    if (auto const& first = agreement.first)
        tell("recorded", fmt::format("tick {}, {}: {} | {}", first->tick, first->name, first->one, first->two));
    tell_state(divergence, std::min(agreement.ticks_one, agreement.ticks_two));
    return failed;
}

} // namespace tianji::command_line
