#include "engine/command_line/sweep_verbs.hpp"

#include "engine/base/problem_list.hpp"
#include "engine/base/shell_words.hpp"
#include "engine/base/text.hpp"
#include "engine/command_line/interrupt.hpp"
#include "engine/command_line/progress_line.hpp"
#include "engine/experiment/comparison/replication.hpp"
#include "engine/experiment/crew/crew.hpp"
#include "engine/experiment/design/design_points.hpp"
#include "engine/experiment/folder/company.hpp"
#include "engine/experiment/folder/sweep.hpp"
#include "engine/experiment/merged/merged_file.hpp"
#include "engine/record/output_path.hpp"
#include "engine/record/run_layout.hpp"
#include "engine/simulation/simulation_of.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

namespace tianji::command_line {

namespace fs = std::filesystem;

namespace {

// Makes what is missing among some runs of the plan; says how it went.
class Making {
public:
    Making(Plan const& plan, SweepFolder folder, SweepOptions const& options, std::span<Model const> models)
        : plan_(plan), folder_(std::move(folder)), options_(options), models_(models)
    {
    }

    // Some runs of the plan.
    int make(FolderClaim& claim, Interrupt const& interrupt, std::size_t first, std::size_t last)
    {
        Holdings const holdings = read_holdings(folder_);
        std::int64_t const wanted = wanted_replicates(plan_, holdings);
        return make_missing(claim, interrupt, state_of(plan_, holdings, wanted, first, last));
    }

    // All runs of as many replicates as it takes.
    int make_all(FolderClaim& claim, Interrupt const& interrupt)
    {
        int status = done;
        for (std::int64_t made = 0;;) {
            Holdings const holdings = read_holdings(folder_);
            std::int64_t const wanted = wanted_replicates(plan_, holdings);
            if (wanted == made) return status;
            SweepState state = state_of(plan_, holdings, wanted);
            // What has failed in this very sweep is not tried again.
            if (made > 0)
                std::erase_if(state.missing, [&](std::size_t i) { return holdings.runs.contains(plan_.runs[i].id); });
            status = std::max(status, make_missing(claim, interrupt, state));
            if (status > failed) return status;
            made = wanted;
        }
    }

private:
    int make_missing(FolderClaim& claim, Interrupt const& interrupt, SweepState const& before)
    {
        if (before.missing.empty()) {
            tell(before.wanted > 0
                     ? fmt::format("{}: all of {} done\n", folder_.path.string(), plural(before.wanted, "run"))
                     : fmt::format("{}: earlier tasks make these runs\n", folder_.path.string()));
            return done;
        }
        ProgressLine line(options_.talk == Talk::normal ? Show::on_terminal : Show::never);
        line.begin(static_cast<std::int64_t>(before.done));
        CrewTally const tally =
            make_runs(plan_, models_, before.missing, {options_.jobs, options_.time_limit, folder_.runs()},
                      [&](CrewProgress const& progress) {
                          claim.beat();
                          show(line, before, progress);
                          return !interrupt.wants_to_stop() && is_there();
                      });
        line.clear();
        if (!is_there())
            refuse_file(folder_.path.string(), "the folder of the sweep is gone", "what was run went with it",
                        "the same command begins anew");
        return report(before, tally, interrupt);
    }

    // Files that are open can be written when nobody will ever find them again.
    bool is_there() const { return std::filesystem::exists(folder_.manifest()); }

    void tell(std::string const& text) const
    {
        if (options_.talk == Talk::normal) fmt::print("{}", text);
    }

    static void show(ProgressLine& line, SweepState const& before, CrewProgress const& progress)
    {
        std::size_t const ready = before.done + progress.done + progress.failed;
        std::string const failures = progress.failed > 0 ? fmt::format(", {} failed", progress.failed) : "";
        line.show(static_cast<std::int64_t>(ready), static_cast<std::int64_t>(before.wanted),
                  fmt::format("run {} of {}{}", ready, before.wanted, failures));
    }

    int report(SweepState const& before, CrewTally const& tally, Interrupt const& interrupt) const
    {
        std::string const where = folder_.path.string();
        tell(fmt::format("{}: {} of {} done, {} of them now\n", where, before.done + tally.done,
                         plural(before.wanted, "run"), tally.done));
        if (!tally.trouble.empty()) {
            fmt::print(stderr, "{}\n{}: stopped; what was done is kept, and the same command goes on\n", tally.trouble,
                       where);
            return refused;
        }
        if (tally.failed > 0)
            fmt::print(stderr, "{}: {} failed: see {}\n", where, plural(tally.failed, "run"),
                       command_on(folder_, "failed"));
        if (tally.was_stopped && before.done + tally.done + tally.failed < before.wanted) {
            fmt::print(stderr, "{}: stopped; the same command goes on\n", where);
            return interrupt.status();
        }
        return tally.failed > 0 ? failed : done;
    }

    Plan const& plan_;
    SweepFolder folder_;
    SweepOptions const& options_;
    std::span<Model const> models_;
};

// The element of a Slurm array that this process is, such as "17_3"; empty: none.
std::string own_job()
{
    char const* const job = std::getenv("SLURM_ARRAY_JOB_ID");
    char const* const element = std::getenv("SLURM_ARRAY_TASK_ID");
    return job && element ? fmt::format("{}_{}", job, element) : std::string();
}

// Whom the factors reach that do not reach everybody.
void tell_reach(Plan const& plan)
{
    for (std::size_t i = 0; i < plan.experiment.factors.size(); ++i) {
        std::vector<std::string> reached;
        for (std::size_t policy = 0; policy < plan.n_compared(); ++policy)
            if (plan.reaches[policy][i]) reached.push_back(plan.experiment.policies[policy].name);
        if (reached.size() < plan.n_compared())
            fmt::print("'{}' is varied in {} only\n", plan.experiment.factors[i].path, joined(reached));
    }
}

// What one does with a merged file.
void tell_what_comes(Plan const& plan, SweepFolder const& folder, fs::path const& merged_file, Merged const& merged)
{
    DesignKind const kind = plan.experiment.design.kind;
    if (merged.done < merged.runs) fmt::print("make what is missing: {}\n", command_on(folder, "run"));
    if (plan.n_compared() > 1 && fs::exists(plan.experiment.path))
        fmt::print("table of differences: {}\n",
                   as_typed(std::vector<std::string>{"tianji", "compare", plan.experiment.path.string(), "-o",
                                                     folder.path.string()}));
    if (kind == DesignKind::saltelli || kind == DesignKind::morris)
        fmt::print("what each factor matters: {}\n",
                   as_typed(std::vector<std::string>{"python3", "-m", "tianji", "sensitivity", merged_file.string()}));
}

} // namespace

Plan plan_into(PlanOptions const& options, std::span<Model const> models)
{
    Plan plan = plan_of(read_experiment(options.experiment), models);
    // The world of the first run of each policy, so that what only shows there is refused before anything is run.
    std::vector<MeasureLayout> layouts;
    for (std::size_t policy = 0; policy < plan.n_policies(); ++policy) {
        Cell const cell = cell_of(plan, policy, 0, models);
        layouts.push_back(selected_measures(simulation_of(cell.scenario, 0, 1), cell.scenario));
    }
    validate_measures(plan, layouts);
    write_plan(plan, models, SweepFolder{options.folder}, options.replan);
    tell_reach(plan);
    if (std::string const small = smallness_in_words(plan.experiment); !small.empty()) fmt::print("{}\n", small);
    if (std::string const horizons = horizons_in_words(plan, models); !horizons.empty()) fmt::print("{}\n", horizons);
    return plan;
}

int plan_sweep(PlanOptions const& options, std::span<Model const> models)
{
    Plan const plan = plan_into(options, models);
    SweepFolder const folder{options.folder};
    SweepState const state = state_of(plan, read_holdings(folder), plan.experiment.replicates.max);
    fmt::print("planned {}: {}{} × {} × {} = {}", folder.path.string(),
               fmt::format("{} {}", plan.n_compared(), plan.n_compared() == 1 ? "policy" : "policies"),
               plan.experiment.outcomes ? " × 3 worlds" : "", plural(plan.points.size(), "design point"),
               plural(plan.experiment.replicates.max, "replicate"), plural(plan.runs.size(), "run"));
    if (state.wanted < plan.runs.size()) fmt::print(", {} of them different", state.wanted);
    fmt::print("\nrun them with: {}\n", command_on(folder, "run"));
    return done;
}

int run_sweep(SweepOptions const& options, std::span<Model const> models)
{
    SweepFolder const folder{options.folder};
    Plan const plan = read_plan(folder, models, options.use);
    FolderClaim claim(claim_of(folder, name_of_sweep));
    return make_all_runs(plan, folder, claim, options, models);
}

int make_all_runs(Plan const& plan, SweepFolder const& folder, FolderClaim& claim, SweepOptions const& options,
                  std::span<Model const> models)
{
    refuse_company(folder, name_of_sweep);
    Interrupt const interrupt;
    return Making(plan, folder, options, models).make_all(claim, interrupt);
}

int run_task(TaskOptions const& options, std::span<Model const> models)
{
    Interrupt const interrupt(Warns::the_batch_system); // it may warn while the plan is read
    SweepFolder const folder{options.sweep.folder};
    Plan const plan = read_plan(folder, models, PlanUse::run_as_planned);
    if (options.index > (plan.runs.size() - 1) / options.bundle)
        throw InvalidInput(
            Problem{{folder.path.string()},
                    fmt::format("there is no task {} of {}", options.index, plural(options.bundle, "run")),
                    fmt::format("the sweep has {}", plural(plan.runs.size(), "run"))});
    std::size_t const first = options.index * options.bundle;
    std::string const name = name_of(TaskNumber{options.index, options.bundle});
    FolderClaim claim(claim_of(folder, name), own_job());
    refuse_company(folder, name);
    return Making(plan, folder, options.sweep, models).make(claim, interrupt, first, first + options.bundle);
}

int print_failures(fs::path const& path, std::span<Model const> models)
{
    SweepFolder const folder{path};
    Plan const plan = read_plan(folder, models, PlanUse::look);
    Holdings const holdings = read_holdings(folder);
    std::size_t failures = 0;
    for (std::size_t i : state_of(plan, holdings, wanted_replicates(plan, holdings)).missing) {
        PlannedRun const& run = plan.runs[i];
        auto const held = holdings.runs.find(run.id);
        if (held == holdings.runs.end()) continue;
        ++failures;
        std::string values;
        for (std::size_t factor = 0; factor < plan.experiment.factors.size(); ++factor)
            if (plan.reaches[run.policy][factor])
                values += fmt::format(", {}={}", plan.experiment.factors[factor].path, plan.points[run.point][factor]);
        std::string command = command_of(plan, run);
        command = command.empty() ? fmt::format("{} --index {}", command_on(folder, "task"), i)
                                  : fmt::format("{} -o run_{}.h5", command, i);
        fmt::print("run {}: {}, replicate {}, seed {}{}\n  {}\n  {}\n", i, plan.experiment.policies[run.policy].name,
                   run.replicate, header_of(plan, run.policy, run.point, models).seed, values, held->second.head.words,
                   command);
    }
    if (failures == 0)
        fmt::print("{}: no run has failed\n", path.string());
    else
        fmt::print("all of them again, when the reason is gone or the --time-limit longer: {}\n",
                   command_on(folder, "run"));
    return failures == 0 ? done : failed;
}

namespace {

// All that is read of a sweep, and what it was planned from.
std::vector<fs::path> files_of(Plan const& plan, SweepFolder const& folder, std::span<Model const> models)
{
    std::vector<fs::path> files{
        plan.experiment.path, plan.experiment.base_file, folder.experiment(), folder.base(), folder.manifest(),
        folder.facts(),       folder.script(),           folder.jobs()};
    std::error_code not_there;
    for (fs::directory_entry const& log : fs::directory_iterator(folder.runs(), not_there)) files.push_back(log.path());
    try {
        for (std::size_t policy = 0; policy < plan.n_policies(); ++policy)
            for (InputFile const& input : cell_of(plan, policy, 0, models).scenario.inputs) files.push_back(input.path);
    } catch (InvalidInput const&) {
        // The base, or what it reads, is gone, so it cannot be replaced: the folder is enough to merge.
    }
    return files;
}

} // namespace

int merge_sweep(MergeOptions const& options, std::span<Model const> models)
{
    SweepFolder const folder{options.folder};
    Plan const plan = read_plan(folder, models, PlanUse::look);
    fs::path const output = options.output.empty() ? folder.merged() : options.output;
    // Every command can be repeated: a file of the same sweep is not worth more than what it is made from.
    bool const is_ours = options.output.empty() || is_merged_from(output, plan);
    validate_output(output, is_ours ? Overwrite::yes : options.overwrite, files_of(plan, folder, models));
    Holdings const holdings = read_holdings(folder);
    Merged const merged = merge(plan, holdings, wanted_replicates(plan, holdings), models, output,
                                is_ours ? Overwrite::yes : options.overwrite);
    fmt::print("merged {}: {}, {} of them done\n", output.string(), plural(merged.runs, "run"), merged.done);
    tell_what_comes(plan, folder, output, merged);
    return merged.done == merged.runs ? done : failed;
}

} // namespace tianji::command_line
