#include "engine/experiment/plan/planner.hpp"

#include "engine/base/sha256.hpp"
#include "engine/base/text.hpp"
#include "engine/record/build_info.hpp"
#include "engine/record/numerics.hpp"
#include "engine/scenario/binder.hpp"
#include "engine/scenario/scalar.hpp"
#include "engine/simulation/evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tianji {

namespace {

Override recorded(std::vector<std::string> const& measures, std::filesystem::path const& experiment)
{
    std::vector<std::string> names;
    for (std::string const& one : measures) names.push_back(quoted_text(one));
    return {"record.measures", '[' + joined(names) + ']', {experiment.string(), 0, 0}};
}

// The evaluation of the model that a base names; null where it has none or there is no such model.
Evaluation const* evaluation_of(Node const& base, std::span<Model const> models)
{
    Node const* const name = base.find("model");
    auto const found = std::ranges::find_if(models, [&](Model const& one) { return name && one.name == name->text; });
    return found == models.end() ? nullptr : found->evaluation.get();
}

// The measures that were asked for, here or in the base; empty: all.
std::vector<std::string> asked_measures(Experiment const& experiment, Node const& base)
{
    std::vector<std::string> names = experiment.record.measures;
    if (Node const* const in_base = find_path(base, "record.measures"); names.empty() && in_base)
        for (Node const& one : in_base->children) names.push_back(one.text);
    return names;
}

// What is kept of a run: what was asked for, and what outcomes need.
std::vector<std::string> measures_to_keep(Experiment const& experiment, std::vector<std::string> names,
                                          Evaluation const* evaluation)
{
    if (experiment.outcomes && evaluation && !names.empty())
        names.insert(names.end(), evaluation->measures.begin(), evaluation->measures.end());
    return names;
}

void add_to(std::string& why, std::string const& more) { why += why.empty() ? more : "; " + more; }

// A policy that is already what would replace it stands beside itself.
void seek_scale(Cell& cell, Cell const& policy)
{
    if (cell.id == policy.id) return;
    cell.id = sha256(fmt::format("{} with the outlay of {} beyond that with it off", cell.id, policy.id));
    cell.seeks_scale = true;
}

} // namespace

Planner::Planner(Plan const& plan, std::span<Model const> models)
    : plan_(&plan),
      models_(models),
      base_(scenario_source(plan.experiment.base_text, plan.experiment.base_file.string(),
                            plan.experiment.base_file.parent_path())),
      evaluation_(evaluation_of(base_.tree, models)),
      asked_(asked_measures(plan.experiment, base_.tree)),
      kept_(measures_to_keep(plan.experiment, asked_, evaluation_)),
      program_(fmt::format("{} {} {}", build::version, build::git_hash, numerics_fingerprint()))
{
}

template <class Read>
auto Planner::telling_which(std::size_t policy, std::vector<std::string> const& values, Read read) const
{
    try {
        return read();
    } catch (InvalidInput const& error) {
        std::vector<Problem> problems = error.problems();
        for (Problem& problem : problems) add_to(problem.why, in_which_cell(policy, values));
        throw InvalidInput(std::move(problems));
    }
}

Cell Planner::cell(std::size_t policy, std::vector<std::string> const& values, double scale) const
{
    return telling_which(policy, values, [&] {
        Changes const changes = changes_of(policy, values);
        Cell const own = read_cell(changes);
        Arm const arm = plan_->experiment.policies[policy].arm;
        return arm == Arm::compared ? own : world_beside(own, changes, arm, scale);
    });
}

Header Planner::header(std::size_t policy, std::vector<std::string> const& values) const
{
    Changes const changes = changes_of(policy, values);
    Node root = base_.tree;
    std::vector<Problem> told_elsewhere;
    apply(changes.from_start, root, told_elsewhere);
    Header header;
    Binder binder(root, base_.folder);
    binder.visit(header);
    return header;
}

std::vector<std::string> Planner::ids(std::vector<std::string> const& values) const
{
    std::vector<std::string> ids(plan_->n_policies());
    for (std::size_t policy = 0; policy < plan_->n_compared(); ++policy)
        telling_which(policy, values, [&] {
            Changes const changes = changes_of(policy, values);
            Cell const own = read_cell(changes);
            ids[policy] = own.id;
            for (std::size_t i = plan_->n_compared(); i < ids.size(); ++i)
                if (NamedPolicy const& world = plan_->experiment.policies[i]; world.beside == policy)
                    ids[i] = world_beside(own, changes, world.arm, 1.0).id;
        });
    return ids;
}

std::string Planner::in_which_cell(std::size_t policy, std::vector<std::string> const& values) const
{
    std::string text = fmt::format("in the policy '{}'", plan_->experiment.policies[policy].name);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (is_reached(policy, i)) text += fmt::format(", {}={}", plan_->experiment.factors[i].path, values[i]);
    return text;
}

bool Planner::is_reached(std::size_t policy, std::size_t factor) const
{
    return plan_->reaches.empty() || plan_->reaches[policy][factor];
}

Cell Planner::world_beside(Cell const& policy, Changes changes, Arm arm, double scale) const
{
    Rules const& rules = *policy.scenario.rules;
    Counterfactual const& beside = arm == Arm::off ? evaluation_->off : evaluation_->matched;
    std::vector<Override> const more = beside.changes(rules, scale);
    auto& last = policy.history ? changes.from_branch : changes.from_start;
    last.insert(last.end(), more.begin(), more.end());
    Cell cell = read_cell(changes);
    if (arm == Arm::matched) seek_scale(cell, policy);
    return cell;
}

Cell Planner::read_cell(Changes const& changes) const
{
    Experiment const& experiment = plan_->experiment;
    Cell cell;
    cell.scenario = read(changes.from_start, {});
    if (!experiment.branch_at.empty()) {
        cell.branch_tick = experiment.branch_tick;
        Policy const after{"", experiment.path.string(), changes.from_branch};
        Scenario branched = read(changes.from_start, {&after, 1});
        cell.history = std::exchange(cell.scenario, std::move(branched));
    }
    cell.id = identity(cell);
    return cell;
}

Scenario Planner::read(std::vector<Override> const& overrides, std::span<Policy const> policies) const
{
    return read_scenario(base_, models_, overrides, policies);
}

Planner::Changes Planner::changes_of(std::size_t policy, std::vector<std::string> const& values) const
{
    Experiment const& experiment = plan_->experiment;
    bool const branches = !experiment.branch_at.empty();
    Changes changes;
    if (!kept_.empty()) changes.from_start.push_back(recorded(kept_, experiment.path));
    auto& later = branches ? changes.from_branch : changes.from_start;
    later.insert(later.end(), experiment.policies[policy].changes.begin(), experiment.policies[policy].changes.end());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!is_reached(policy, i)) continue;
        Factor const& factor = experiment.factors[i];
        bool const can_wait = branches && may_change(factor.path);
        (can_wait ? changes.from_branch : changes.from_start).push_back({factor.path, values[i], factor.where});
    }
    return changes;
}

// A factor that a policy could change belongs to what comes after the branch.
bool Planner::may_change(std::string const& path) const
{
    return std::ranges::any_of(models_, [&](Model const& model) {
        return std::ranges::any_of(model.may_change, [&](std::string const& free) { return is_within(path, free); });
    });
}

// Everything that a result depends on but the replicate.
std::string Planner::identity(Cell const& cell) const
{
    Scenario const& scenario = cell.scenario;
    std::string all =
        fmt::format("{} {} {} {}\n", experiment_format, scenario.model.name, scenario.model.version, program_);
    all += scenario.resolved;
    for (InputFile const& input : scenario.inputs) all += input.sha256 + '\n';
    if (cell.history) all += fmt::format("from tick {}, before:\n{}", cell.branch_tick, cell.history->resolved);
    return sha256(all);
}

} // namespace tianji
