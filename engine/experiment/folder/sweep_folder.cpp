#include "engine/experiment/folder/sweep_folder.hpp"

#include "engine/base/csv_columns.hpp"
#include "engine/base/problem_list.hpp"
#include "engine/base/sha256.hpp"
#include "engine/base/text.hpp"
#include "engine/experiment/design/design_points.hpp"
#include "engine/record/build_info.hpp"
#include "engine/record/numerics.hpp"
#include "engine/scenario/binder.hpp"
#include "engine/scenario/scalar.hpp"
#include "engine/scenario/yaml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

namespace tianji {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t sweep_format = 1;

std::string this_program() { return fmt::format("{} ({})", build::version, build::git_hash); }

// An input as it was when the sweep was planned.
struct FrozenInput {
    std::string file, sha256;

    void declare(Parameters& p)
    {
        p.text(file, Field{"file", "", "path"}.required());
        p.text(sha256, Field{"sha256", "", "fingerprint"}.required());
    }
};

// What the texts of the experiment and its base do not say.
struct Facts {
    std::int64_t format = sweep_format;
    std::string experiment_file, base_file, program, numerics, manifest;
    std::vector<FrozenInput> inputs;

    void declare(Parameters& p)
    {
        p.integer(format, Field{"tianji_sweep", "", "format of the folder"}.required(),
                  range(sweep_format, sweep_format));
        p.text(experiment_file, Field{"experiment_file", "", "where the experiment was read"}.required());
        p.text(base_file, Field{"base_file", "", "where the base was read"}.required());
        p.text(program, Field{"program", "", "what planned it"}.required());
        p.text(numerics, Field{"numerics", "", "fingerprint of its numbers"}.required());
        p.text(manifest, Field{"manifest_sha256", "", "fingerprint of manifest.csv"}.required());
        p.list(inputs, {"inputs", "", "files that the runs read"});
    }
};

std::string text_of(Facts const& facts)
{
    std::string text = fmt::format("tianji_sweep: {}\n", facts.format);
    auto const line = [&](char const* key, std::string const& value) {
        text += fmt::format("{}: {}\n", key, quoted_text(value));
    };
    line("experiment_file", facts.experiment_file);
    line("base_file", facts.base_file);
    line("program", facts.program);
    line("numerics", facts.numerics);
    line("manifest_sha256", facts.manifest);
    text += facts.inputs.empty() ? "inputs: []\n" : "inputs:\n";
    for (FrozenInput const& input : facts.inputs)
        text += fmt::format("  - {{file: {}, sha256: {}}}\n", quoted_text(input.file), quoted_text(input.sha256));
    return text;
}

Facts read_facts(SweepFolder const& folder)
{
    if (!fs::exists(folder.facts()))
        refuse_file(folder.path.string(), "no sweep was planned here", "there is no sweep.yaml",
                    fmt::format("tianji sweep plan EXPERIMENT.yaml -o {}", folder.path.string()));
    Facts facts;
    Node root = read_yaml(folder.facts());
    Binder binder(root, folder.path);
    binder.visit(facts);
    binder.finish();
    return facts;
}

std::string text_in(fs::path const& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
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

// The folder for the first time; one that holds anything else is not ours.
void make_folder(SweepFolder const& folder)
{
    std::error_code error;
    bool const is_new = !fs::exists(folder.path);
    if (!is_new && !fs::is_directory(folder.path))
        refuse_file(folder.path.string(), "cannot plan into it", "it is no folder");
    if (!is_new && !fs::exists(folder.facts()) && !fs::is_empty(folder.path, error))
        refuse_file(folder.path.string(), "cannot plan into this folder", "it holds other files", "name a new folder");
    for (fs::path const& path : {folder.path, folder.runs(), folder.claims()}) {
        fs::create_directories(path, error);
        if (error) refuse_file(path.string(), "cannot make the folder", error.message());
    }
}

void validate_program(Facts const& facts, SweepFolder const& folder)
{
    if (facts.program != this_program() || facts.numerics != numerics_fingerprint())
        refuse_file(folder.path.string(), fmt::format("the sweep was planned by tianji {}", facts.program),
                    fmt::format("this is {}: results could differ", this_program()),
                    "go on with that program, or plan into a new folder");
}

void validate_inputs(Facts const& facts, SweepFolder const& folder)
{
    ProblemList problems(folder.path.string());
    for (FrozenInput const& input : facts.inputs) {
        if (!fs::exists(input.file))
            problems.add({input.file, 0, 0}, "the input is not there any more", "the sweep was planned with it");
        else if (sha256_of_file(input.file) != input.sha256)
            problems.add({input.file, 0, 0}, "the input has changed since the sweep was planned",
                         "runs of before and after would not belong together", "restore it, or plan into a new folder");
    }
    problems.throw_if_any();
}

// The sweep of a folder from the one that is planned now.
std::string how_it_differs(Facts const& before, Facts const& now, Plan const& plan, SweepFolder const& folder)
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

// The same runs, asked for in other words: a comment, or what is to be compared.
void keep_texts(Plan const& plan, SweepFolder const& folder)
{
    if (text_in(folder.experiment()) != plan.experiment.text) write_text(folder.experiment(), plan.experiment.text);
    if (text_in(folder.base()) != plan.experiment.base_text) write_text(folder.base(), plan.experiment.base_text);
}

void validate_unedited(std::string const& file, fs::path const& frozen, SweepFolder const& folder)
{
    if (!fs::exists(file) || text_in(file) == text_in(frozen)) return;
    refuse_file(file, "the file was edited after the sweep was planned",
                fmt::format("{} holds it as it was", frozen.string()),
                fmt::format("plan into a new folder, or add --as-planned to go on with {}", folder.path.string()));
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
    read.done();
    for (std::size_t i = 0; i < ids.size(); ++i)
        plan.runs.push_back({static_cast<std::size_t>(points[i]), replicates[i], policies[i], std::string(ids[i])});
}

} // namespace

void write_text(fs::path const& path, std::string const& text)
{
    fs::path const part = path.string() + ".part";
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
    Facts facts;
    facts.experiment_file = whole(plan.experiment.path).string();
    facts.base_file = whole(plan.experiment.base_file).string();
    facts.program = this_program();
    facts.numerics = numerics_fingerprint();
    facts.manifest = sha256(manifest);
    facts.inputs = inputs_of(plan, models);
    if (fs::exists(folder.facts()) && replan == Replan::no) {
        if (read_facts(folder).manifest == facts.manifest) {
            keep_texts(plan, folder);
            return;
        }
        refuse_file(folder.path.string(), "the folder holds another sweep",
                    how_it_differs(read_facts(folder), facts, plan, folder),
                    "name a new folder, or add --replan to keep of it the runs that both have");
    }
    write_text(folder.experiment(), plan.experiment.text);
    write_text(folder.base(), plan.experiment.base_text);
    write_text(folder.manifest(), manifest);
    write_text(folder.facts(), text_of(facts));
}

Plan read_plan(SweepFolder const& folder, std::span<Model const> models, PlanUse use)
{
    Facts const facts = read_facts(folder);
    if (use != PlanUse::look) validate_program(facts, folder);
    validate_inputs(facts, folder);
    if (use == PlanUse::run) {
        validate_unedited(facts.experiment_file, folder.experiment(), folder);
        validate_unedited(facts.base_file, folder.base(), folder);
    }
    if (sha256(text_in(folder.manifest())) != facts.manifest)
        refuse_file(folder.manifest().string(), "this is not the manifest that was planned",
                    "it was edited or is damaged", "to change what is run, edit the experiment and plan again");
    Plan plan = plan_without_runs(
        read_experiment_text(text_in(folder.experiment()), facts.experiment_file, text_in(folder.base())), models);
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
