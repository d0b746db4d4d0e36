#include "engine/base/problem_list.hpp"
#include "engine/base/sha256.hpp"
#include "engine/command_line/interrupt.hpp"
#include "engine/command_line/observers.hpp"
#include "engine/command_line/progress_bar.hpp"
#include "engine/command_line/verbs.hpp"
#include "engine/record/build_info.hpp"
#include "engine/record/numerics.hpp"
#include "engine/record/provenance.hpp"
#include "engine/record/result_reader.hpp"
#include "engine/world/digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tianji::command_line {

namespace {

struct StoredDigest {
    std::int64_t tick = 0;
    std::string value;
};

std::vector<StoredDigest> read_digests(ResultReader const& file, std::filesystem::path const& path)
{
    auto const status = file.text("/", "status");
    if (!file.has("/digest/value") || status == "incomplete")
        refuse_file(path.string(), "the run did not finish", "a file has its digest at the end");
    std::vector<std::int64_t> const ticks = file.integers("/digest/tick");
    std::vector<std::string> const values = file.texts("/digest/value");
    std::vector<StoredDigest> digests;
    for (std::size_t i = 0; i < ticks.size() && i < values.size(); ++i) digests.push_back({ticks[i], values[i]});
    if (digests.empty()) refuse_file(path.string(), "the file has no digest", "there is nothing to compare with");
    return digests;
}

// Another model, or other inputs, would be another run.
void validate_origin(StoredRun const& run, std::filesystem::path const& path, std::span<Model const> models)
{
    ProblemList problems(path.string());
    auto const model = std::ranges::find(models, run.model, &Model::name);
    if (model == models.end())
        problems.add({path.string()}, fmt::format("the run is one of the model '{}'", run.model),
                     "this program does not have it");
    else if (model->version != run.model_version)
        problems.add({path.string()}, fmt::format("the run is one of {} version {}", run.model, run.model_version),
                     fmt::format("this program has version {}", model->version));
    for (InputFile const& input : run.inputs) {
        if (!std::filesystem::exists(input.path))
            problems.add({path.string()}, fmt::format("the input '{}' is not there", input.path.string()),
                         "the run read it");
        else if (sha256_of_file(input.path) != input.sha256)
            problems.add({path.string()}, fmt::format("the input '{}' has changed", input.path.string()),
                         "it is not what the run read");
    }
    problems.throw_if_any();
}

// What may explain a difference, or nothing.
std::string other_program(StoredRun const& run)
{
    std::string text;
    if (run.engine_version != build::version || run.git_hash != build::git_hash)
        text += fmt::format("the file was written by engine {} ({}), this is {} ({})\n", run.engine_version,
                            run.git_hash, build::version, build::git_hash);
    if (std::string const numerics = numerics_fingerprint(); numerics != run.numerics)
        text += fmt::format("the numerics differ: fingerprint {} then, {} now\n", run.numerics, numerics);
    return text;
}

// Compares as the run goes, and ends it where it differs or the file ends.
class DigestComparison : public Observer {
public:
    explicit DigestComparison(std::vector<StoredDigest> stored) : stored_(std::move(stored)) {}

    void observe(World const& world) override { compare(world.clock.tick, world, world.clock.tick + 1); }
    bool wants_to_stop() const override { return is_complete() || !difference.empty(); }
    bool is_complete() const { return compared == stored_.size(); }

    std::string difference; // empty while all agree
    std::size_t compared = 0;

private:
    void compare(std::int64_t tick, World const& world, std::int64_t ticks_completed)
    {
        if (is_complete() || stored_[compared].tick != tick) return;
        std::string const now = to_hex(world.digest(ticks_completed));
        std::string const& then = stored_[compared].value;
        ++compared;
        if (now != then)
            difference = fmt::format("the state after tick {} differs: digest {} in the file, {} now", tick, then, now);
    }

    std::vector<StoredDigest> stored_;
};

int report_failure(VerifyOptions const& options, std::string const& what)
{
    fmt::print(stderr, "{}: {}\n", options.file.string(), what);
    return failed;
}

} // namespace

int verify_file(VerifyOptions const& options, std::span<Model const> models)
{
    ResultReader const file(options.file);
    std::vector<StoredDigest> const digests = read_digests(file, options.file);
    StoredRun const run = read_stored_run(file, options.file);
    validate_origin(run, options.file, models);
    std::string const note = other_program(run);
    if (!note.empty()) fmt::print(stderr, "{}", note);

    Scenario const scenario =
        read_scenario_text(run.scenario_text, fmt::format("{}:{}", options.file.string(), run.scenario_file),
                           run.scenario_folder, models, run.overrides);
    Simulation simulation = simulation_of(scenario, run.replicate, options.threads);
    DigestComparison comparison(digests);
    Interrupt interrupt;
    ProgressBar progress(digests.back().tick + 1, ProgressBar::Show::on_terminal);
    Observers observers{&progress, &comparison, &interrupt};
    simulation.run(observers);

    if (!comparison.difference.empty()) return report_failure(options, comparison.difference);
    if (interrupt.wants_to_stop() && !comparison.is_complete()) {
        report_failure(options, "stopped before all digests were compared");
        return stopped;
    }
    if (!comparison.is_complete()) return report_failure(options, "the run is shorter than the file says");
    fmt::print("{}: verified, {} of {} digests agree, the last is {}\n", options.file.string(), comparison.compared,
               digests.size(), digests.back().value);
    return done;
}

} // namespace tianji::command_line
