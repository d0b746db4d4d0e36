#include "engine/experiment/folder/sweep_folder.hpp"

#include "engine/base/csv_columns.hpp"
#include "engine/base/problem_list.hpp"
#include "engine/base/sha256.hpp"
#include "engine/base/shell_words.hpp"
#include "engine/base/text.hpp"
#include "engine/experiment/folder/folder_claim.hpp"
#include "engine/experiment/folder/sweep_facts.hpp"
#include "engine/record/numerics.hpp"
#include "engine/record/provenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace tianji {

namespace fs = std::filesystem;

namespace {

std::string typed(fs::path const& path) { return as_typed(std::vector{path.string()}); }

std::string text_in(fs::path const& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

SweepFacts read_facts(SweepFolder const& folder)
{
    if (!fs::exists(folder.facts()))
        refuse_file(folder.path.string(), "no sweep was planned here", "there is no sweep.yaml",
                    "tianji sweep plan EXPERIMENT.yaml -o " + typed(folder.path));
    return read_sweep_facts(folder.facts());
}

fs::path whole(fs::path const& path) { return fs::absolute(path).lexically_normal(); }

// All files that any of the cells reads, found from anywhere: they follow from the scenario, so one cell per policy
// tells.
std::vector<FrozenInput> inputs_of(Plan const& plan, std::span<Model const> models)
{
    std::vector<FrozenInput> inputs;
    for (std::size_t policy = 0; policy < plan.n_policies(); ++policy)
        for (InputFile const& one : cell_of(plan, policy, 0, models).scenario.inputs)
            if (std::ranges::find(inputs, whole(one.path).string(), &FrozenInput::file) == inputs.end())
                inputs.push_back({whole(one.path).string(), one.sha256});
    return inputs;
}

// Claims first: a folder that has them is nobody else's. Git drops empty folders, so they may have to be made again.
void make_rooms(SweepFolder const& folder)
{
    std::error_code error;
    for (fs::path const& path : {folder.path, folder.claims(), folder.runs()}) {
        fs::create_directories(path, error);
        if (error) refuse_file(path.string(), "cannot make the folder", error.message());
    }
}

// What somebody has left, or is writing, who has begun to plan.
bool holds_only_ours(SweepFolder const& folder)
{
    if (!fs::is_directory(folder.claims())) return false;
    std::vector<fs::path> ours{folder.runs(), folder.claims()};
    ours.insert(ours.end(), {folder.manifest(), folder.experiment(), folder.base()});
    std::error_code error;
    return std::all_of(
        fs::directory_iterator(folder.path, error), fs::directory_iterator(), [&](fs::directory_entry const& one) {
            return one.path().extension() == ".part" || std::ranges::find(ours, one.path()) != ours.end();
        });
}

// The folder for the first time; one that holds anything else is not ours.
void make_folder(SweepFolder const& folder)
{
    std::error_code error;
    bool const is_new = !fs::exists(folder.path);
    if (!is_new && !fs::is_directory(folder.path))
        refuse_file(folder.path.string(), "cannot plan into it", "it is no folder");
    if (!is_new && !fs::exists(folder.facts()) && !fs::is_empty(folder.path, error) && !holds_only_ours(folder))
        refuse_file(folder.path.string(), "cannot plan into this folder", "it holds other files", "name a new folder");
    make_rooms(folder);
}

// Of two who plan at once in a new folder one is told.
FolderClaim claim_for_planning(SweepFolder const& folder)
{
    fs::path const file = folder.claims() / "plan.claim";
    auto const other = claimant_of(file);
    if (!other || !other->is_alive) return FolderClaim(file);
    refuse_file(folder.path.string(), "another is planning here",
                fmt::format("process {} on {}, since {}", other->process, other->host, other->since),
                "the same command again in a moment");
}

void validate_program(SweepFacts const& facts, SweepFolder const& folder)
{
    if (facts.program != this_program() || facts.numerics != numerics_fingerprint())
        refuse_file(folder.path.string(), fmt::format("the sweep was planned by tianji {}", facts.program),
                    fmt::format("this is {}: results could differ", this_program()),
                    "go on with that program, or plan into a new folder");
}

void validate_inputs(SweepFacts const& facts, SweepFolder const& folder, PlanUse use)
{
    ProblemList problems(folder.path.string());
    for (FrozenInput const& input : facts.inputs) {
        bool const is_gone = !fs::exists(input.file);
        if (is_gone && use == PlanUse::look) continue; // it cannot have been used since
        if (is_gone)
            problems.add({input.file, 0, 0}, "the input is not there any more", "the sweep was planned with it");
        else if (sha256_of_file(input.file) != input.sha256)
            problems.add({input.file, 0, 0}, "the input has changed since the sweep was planned",
                         "runs of before and after would not belong together", "restore it, or plan into a new folder");
    }
    problems.throw_if_any();
}

// The sweep of a folder from the one that is planned now.
std::string how_it_differs(SweepFacts const& before, SweepFacts const& now, Plan const& plan, SweepFolder const& folder)
{
    if (before.experiment_file != now.experiment_file)
        return fmt::format("that of {}, with other runs", before.experiment_file);
    if (text_in(folder.experiment()) != plan.experiment.text)
        return fmt::format("{} was edited since it was planned", plan.experiment.path.string());
    if (text_in(folder.base()) != plan.experiment.base_text)
        return fmt::format("{} was edited since it was planned", plan.experiment.base_file.string());
    if (before.program != now.program) return fmt::format("{} planned it", before.program);
    return "an input was edited since it was planned";
}

void validate_unedited(std::string const& file, fs::path const& frozen, SweepFolder const& folder)
{
    if (!fs::exists(file) || text_in(file) == text_in(frozen)) return;
    refuse_file(file, "the file was edited after the sweep was planned",
                fmt::format("{} holds it as it was", frozen.string()),
                fmt::format("plan into a new folder, or add --as-planned to go on with {}", folder.path.string()));
}

using FactorCells = std::vector<std::vector<std::optional<std::string_view>>>; // by factor, then run

// A factor reaches the policies whose runs have a value of it, and is what stands there: another program may lay out a
// design in another way.
void take_factors(Plan& plan, FactorCells const& cells)
{
    plan.reaches.assign(plan.n_policies(), std::vector<std::uint8_t>(cells.size()));
    for (std::size_t i = 0; i < cells.size(); ++i) {
        for (std::size_t run = 0; run < plan.runs.size(); ++run) {
            if (!cells[i][run]) continue;
            plan.reaches[plan.runs[run].policy][i] = 1;
            plan.points[plan.runs[run].point][i] = *cells[i][run];
        }
    }
}

void read_manifest(Plan& plan, SweepFolder const& folder)
{
    CsvTable const table = read_csv(folder.manifest());
    ColumnReader read(table);
    std::vector<std::string_view> names;
    for (NamedPolicy const& policy : plan.experiment.policies) names.emplace_back(policy.name);
    auto const ids = read.texts("id");
    auto const policies = read.words("policy", names);
    auto const points = read.integers("point", range(0, static_cast<double>(plan.points.size()) - 1));
    auto const replicates = read.integers("replicate", at_least(0));
    bool const is_looked_at = plan.reaches.empty();
    FactorCells cells;
    if (is_looked_at)
        for (Factor const& factor : plan.experiment.factors) cells.push_back(read.optional_texts(factor.path));
    read.done();
    for (std::size_t i = 0; i < ids.size(); ++i)
        plan.runs.push_back({static_cast<std::size_t>(points[i]), replicates[i], policies[i], std::string(ids[i])});
    if (is_looked_at) take_factors(plan, cells);
}

} // namespace

std::string command_on(SweepFolder const& folder, std::string const& verb)
{
    return "tianji sweep " + verb + ' ' + typed(folder.path);
}

void write_text(fs::path const& path, std::string const& text)
{
    // Of its own: somebody else may be writing the same file.
    fs::path const part = fmt::format("{}.{}-{}.part", path.string(), host_name(), ::getpid());
    std::ofstream file(part, std::ios::binary);
    errno = 0;
    if (!(file << text) || !file.flush())
        refuse_file(path.string(), "cannot be written", errno != 0 ? std::strerror(errno) : "the disk may be full");
    file.close();
    std::error_code error;
    fs::rename(part, path, error);
    if (error) refuse_file(path.string(), "cannot be written", error.message());
}

std::string manifest_of(Plan const& plan)
{
    std::string text = "run,id,policy,point,replicate";
    for (Factor const& factor : plan.experiment.factors) text += ',' + csv_cell(factor.path);
    text += '\n';
    for (std::size_t i = 0; i < plan.runs.size(); ++i) {
        PlannedRun const& run = plan.runs[i];
        text += fmt::format("{},{},{},{},{}", i, run.id, csv_cell(plan.experiment.policies[run.policy].name), run.point,
                            run.replicate);
        for (std::size_t factor = 0; factor < plan.experiment.factors.size(); ++factor)
            text += ',' + (plan.reaches[run.policy][factor] ? csv_cell(plan.points[run.point][factor]) : std::string());
        text += '\n';
    }
    return text;
}

void write_plan(Plan const& plan, std::span<Model const> models, SweepFolder const& folder, Replan replan)
{
    make_folder(folder);
    std::string const manifest = manifest_of(plan);
    SweepFacts facts;
    facts.experiment_file = whole(plan.experiment.path).string();
    facts.base_file = whole(plan.experiment.base_file).string();
    facts.program = this_program();
    facts.numerics = numerics_fingerprint();
    facts.manifest = sha256(manifest);
    facts.inputs = inputs_of(plan, models);
    if (fs::exists(folder.facts()) && replan == Replan::no) {
        SweepFacts const before = read_facts(folder);
        if (before.manifest != facts.manifest)
            refuse_file(folder.path.string(), "the folder holds another sweep",
                        how_it_differs(before, facts, plan, folder),
                        "name a new folder, or add --replan to keep of it the runs that both have");
        if (text_in(folder.experiment()) == plan.experiment.text && text_in(folder.base()) == plan.experiment.base_text)
            return;
        // The same runs, asked for in other words: a comment, or what is to be compared.
        facts.program = before.program;
        facts.numerics = before.numerics;
    }
    FolderClaim const claim = claim_for_planning(folder);
    write_text(folder.experiment(), plan.experiment.text);
    write_text(folder.base(), plan.experiment.base_text);
    write_text(folder.manifest(), manifest);
    write_text(folder.facts(), text_of(facts));
}

Plan read_plan(SweepFolder const& folder, std::span<Model const> models, PlanUse use)
{
    SweepFacts const facts = read_facts(folder);
    if (use != PlanUse::look) validate_program(facts, folder);
    validate_inputs(facts, folder, use);
    if (use == PlanUse::run) {
        validate_unedited(facts.experiment_file, folder.experiment(), folder);
        validate_unedited(facts.base_file, folder.base(), folder);
    }
    if (sha256(text_in(folder.manifest())) != facts.manifest)
        refuse_file(folder.manifest().string(), "this is not the manifest that was planned",
                    "it was edited or is damaged", "to change what is run, edit the experiment and plan again");
    for (fs::path const& file : {folder.experiment(), folder.base()})
        if (!fs::exists(file))
            refuse_file(file.string(), "the file is gone", "it belongs to the plan",
                        "copy the folder again, or plan into a new one");
    if (use != PlanUse::look) make_rooms(folder);
    Experiment experiment =
        read_experiment_text(text_in(folder.experiment()), facts.experiment_file, text_in(folder.base()));
    Plan plan = use == PlanUse::look ? plan_to_look_at(std::move(experiment), models)
                                     : plan_without_runs(std::move(experiment), models);
    read_manifest(plan, folder);
    return plan;
}

Holdings read_holdings(SweepFolder const& folder)
{
    Holdings holdings;
    std::vector<fs::path> logs;
    std::error_code error;
    for (auto entry = fs::directory_iterator(folder.runs(), error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        std::string const name = entry->path().filename().string();
        if (name.ends_with(".runs") || name.ends_with(".runs.part")) logs.push_back(entry->path());
    }
    std::ranges::sort(logs);
    for (fs::path const& log : logs) {
        RunLogContents contents = read_run_log(log);
        holdings.torn += contents.is_torn;
        std::size_t const earlier = holdings.layouts.size();
        holdings.layouts.insert(holdings.layouts.end(), contents.layouts.begin(), contents.layouts.end());
        for (RunPlace& place : contents.runs) {
            place.layout += earlier;
            auto const [held, is_new] = holdings.runs.try_emplace(place.head.id, place);
            bool const is_better =
                held->second.head.status == RunStatus::failed && place.head.status == RunStatus::done;
            if (!is_new && is_better) held->second = std::move(place);
        }
    }
    return holdings;
}

} // namespace tianji
