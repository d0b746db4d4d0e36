#include "engine/command_line/stored_scenario.hpp"

#include "engine/base/problem_list.hpp"
#include "engine/base/sha256.hpp"
#include "engine/command_line/verbs.hpp"
#include "engine/record/build_info.hpp"
#include "engine/record/numerics.hpp"
#include "engine/world/digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace tianji::command_line {

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

void validate_program(StoredRun const& run, std::filesystem::path const& path)
{
    ProblemList problems(path.string());
    if (run.engine_version != build::version)
        problems.add({path.string()}, fmt::format("the checkpoint is one of engine {}", run.engine_version),
                     fmt::format("this is {}, which may go on differently", build::version),
                     "go on with the program that wrote it");
    if (std::string const numerics = numerics_fingerprint(); numerics != run.numerics)
        problems.add({path.string()}, fmt::format("the numerics were {}", run.numerics),
                     fmt::format("those of this program are {}: it computes other numbers", numerics));
    problems.throw_if_any();
}

void restore(Simulation& simulation, Checkpoint const& checkpoint, std::filesystem::path const& path)
{
    simulation.restore(checkpoint.state, checkpoint.ticks, path.string());
    if (std::string const now = to_hex(simulation.world().digest()); now != to_hex(checkpoint.digest))
        refuse_file(path.string(), fmt::format("the state has digest {}", now),
                    fmt::format("it was saved with {}: the file is damaged, or the world was built otherwise",
                                to_hex(checkpoint.digest)));
}

std::vector<Policy> policies_of(std::span<Ancestor const> lineage)
{
    std::vector<Policy> policies;
    for (Ancestor const& one : lineage)
        if (one.how == branched) policies.push_back({one.policy_text, one.policy_file});
    return policies;
}

namespace {

// A simulation with the scenario whose rules its processes read.
struct Stage {
    Scenario const scenario;
    Simulation simulation;

    Stage(Scenario read, std::int64_t replicate, int threads)
        : scenario(std::move(read)), simulation(simulation_of(scenario, replicate, threads))
    {
    }
};

class BranchingReplay : public Replay {
public:
    BranchingReplay(StoredRun run, std::filesystem::path path, int threads, std::span<Model const> models)
        : run_(std::move(run)), path_(std::move(path)), threads_(threads), models_(models)
    {
        for (Ancestor const& one : run_.lineage)
            if (one.how == branched) branches_.push_back(one);
        build();
    }
    Simulation& simulation() override { return stage_->simulation; }
    Scenario const& scenario() const override { return stage_->scenario; }
    void branch_if_due() override
    {
        while (followed_ < branches_.size() && stage_->simulation.world().clock.tick == branches_[followed_].ticks) {
            SavedState const state = save_state(stage_->simulation.world());
            ++followed_;
            build();
            stage_->simulation.restore(state, branches_[followed_ - 1].ticks, path_.string());
        }
    }

private:
    // Under the policies that have been followed so far.
    void build()
    {
        StoredRun now = run_;
        now.lineage.assign(branches_.begin(), branches_.begin() + static_cast<std::ptrdiff_t>(followed_));
        stage_ = std::make_unique<Stage>(scenario_of(now, path_, models_), run_.replicate, threads_);
    }

    StoredRun run_;
    std::filesystem::path path_;
    int threads_;
    std::span<Model const> models_;
    std::vector<Ancestor> branches_;
    std::size_t followed_ = 0;
    std::unique_ptr<Stage> stage_;
};

} // namespace

std::unique_ptr<Replay> replay_of(StoredRun const& run, std::filesystem::path const& path, int threads,
                                  std::span<Model const> models)
{
    return std::make_unique<BranchingReplay>(run, path, threads, models);
}

void validate_scenario(Scenario const& scenario, StoredRun const& run, std::filesystem::path const& path)
{
    if (scenario.resolved != run.resolved_scenario)
        refuse_file(path.string(), "the scenario reads differently now",
                    "a default or a preset is not what it was when the run began",
                    "go on with the program that wrote it");
}

Scenario scenario_of(StoredRun const& run, std::filesystem::path const& path, std::span<Model const> models)
{
    Scenario scenario = read_scenario_text(run.scenario_text, fmt::format("{}:{}", path.string(), run.scenario_file),
                                           run.scenario_folder, models, run.overrides, policies_of(run.lineage));
    scenario.path = run.scenario_folder / run.scenario_file; // as provenance knows it
    return scenario;
}

} // namespace tianji::command_line
