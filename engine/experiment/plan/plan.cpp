#include "engine/experiment/plan/plan.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/problem_list.hpp"
#include "engine/base/sha256.hpp"
#include "engine/base/shell_words.hpp"
#include "engine/base/text.hpp"
#include "engine/experiment/design/design_points.hpp"
#include "engine/experiment/plan/planner.hpp"
#include "engine/scenario/scalar.hpp"
#include "engine/scenario/yaml.hpp"
#include "engine/simulation/evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tianji {

namespace {

constexpr std::size_t id_length = 32; // [hexadecimal digit]

void add_paths(Node const& node, std::string const& before, std::vector<std::string>& paths)
{
    for (Node const& child : node.children) {
        if (child.key.empty()) continue;
        paths.push_back(before + child.key);
        add_paths(child, before + child.key + '.', paths);
    }
}

// Whether a policy itself says what stands at a path.
bool writes(NamedPolicy const& policy, std::string const& path)
{
    return std::ranges::any_of(policy.changes, [&](Override const& change) {
        if (is_within(change.path, path)) return true;
        if (!is_within(path, change.path)) return false;
        Node const value = parse_yaml("value: " + change.value + "\n", "value");
        return find_path(value.children[0], path.substr(change.path.size() + 1)) != nullptr;
    });
}

// Which policies a factor reaches: those that write its path; where none does, all that have it. Problems for those
// that none has.
void find_reach(Plan& plan, Planner const& planner, std::vector<Problem>& problems)
{
    Experiment const& experiment = plan.experiment;
    std::vector<Node> resolved;
    std::vector<std::string> paths;
    for (std::size_t policy = 0; policy < plan.n_compared(); ++policy) {
        Cell const cell = planner.cell(policy, {});
        resolved.push_back(parse_yaml(cell.scenario.resolved, "resolved"));
        add_paths(resolved.back(), "", paths);
    }
    plan.reaches.assign(plan.n_policies(), std::vector<std::uint8_t>(experiment.factors.size()));
    for (std::size_t i = 0; i < experiment.factors.size(); ++i) {
        Factor const& factor = experiment.factors[i];
        bool const is_written = std::ranges::any_of(
            experiment.policies, [&](NamedPolicy const& policy) { return writes(policy, factor.path); });
        bool is_reached = false;
        for (std::size_t policy = 0; policy < plan.n_policies(); ++policy) {
            std::size_t const beside = experiment.policies[policy].beside;
            plan.reaches[policy][i] = find_path(resolved[beside], factor.path) != nullptr &&
                                      (!is_written || writes(experiment.policies[beside], factor.path));
            is_reached = is_reached || plan.reaches[policy][i];
        }
        if (!is_reached)
            problems.push_back(problem_at(factor.where, fmt::format("no policy has '{}'", factor.path),
                                          "a factor is the path of a value in the scenario",
                                          did_you_mean(factor.path, paths)));
    }
}

// Between the ends of a factor nothing changes: it is overridden, or of no consequence.
void refuse_idle_factors(Plan const& plan, Planner const& planner, std::vector<Problem>& problems)
{
    std::vector<std::string> ends[2];
    for (Factor const& factor : plan.experiment.factors) {
        ends[0].push_back(factor.at(0.0));
        ends[1].push_back(factor.at(1.0));
    }
    for (std::size_t i = 0; i < plan.experiment.factors.size(); ++i) {
        std::size_t policy = 0;
        while (!plan.reaches[policy][i]) ++policy;
        std::vector<std::string> other = ends[0];
        other[i] = ends[1][i];
        if (planner.cell(policy, ends[0]).id == planner.cell(policy, other).id)
            problems.push_back(problem_at(plan.experiment.factors[i].where,
                                          fmt::format("'{}' changes nothing", plan.experiment.factors[i].path),
                                          fmt::format("{} and {} are the same scenario", ends[0][i], other[i])));
    }
}

std::string run_id(std::string const& cell, std::int64_t replicate)
{
    return sha256(fmt::format("{} {}", cell, replicate)).substr(0, id_length);
}

void throw_if_any(std::vector<Problem> problems)
{
    if (!problems.empty()) throw InvalidInput(std::move(problems));
}

// What all runs of an experiment share, or there is nothing to compare: dates, money and luck. The horizon may differ,
// where nothing is summed over the years; it is told (horizons_in_words).
void refuse_change_of(std::string const& path, Location const& where, bool has_outcomes, std::vector<Problem>& problems)
{
    char const* why = nullptr;
    char const* suggestion = "write it into the base";
    if (path == "seed") {
        why = "in a replicate all policies have the same luck, and each replicate has its own";
        suggestion = "'replicates' for more luck";
    } else if (path == "calendar.ticks" && has_outcomes) {
        why = "outcomes are sums over the same time in every world";
    } else if (is_within(path, "calendar") && path != "calendar.ticks") {
        why = "runs are compared over the same dates; only calendar.ticks may differ";
    } else if (is_within(path, "currency")) {
        why = "runs are compared in the same money";
    }
    if (why) problems.push_back(problem_at(where, fmt::format("an experiment changes '{}'", path), why, suggestion));
}

void refuse_what_is_shared(Experiment const& experiment, std::vector<Problem>& problems)
{
    bool const has_outcomes = experiment.outcomes.has_value();
    for (NamedPolicy const& policy : experiment.policies)
        for (Override const& change : policy.changes)
            refuse_change_of(change.path, change.where, has_outcomes, problems);
    for (Factor const& factor : experiment.factors) refuse_change_of(factor.path, factor.where, has_outcomes, problems);
}

// Whoever adds outcomes to the experiment later needs these names for the worlds.
void refuse_names_of_worlds(Experiment const& experiment, Evaluation const* evaluation, std::vector<Problem>& problems)
{
    if (!evaluation) return;
    for (NamedPolicy const& policy : experiment.policies)
        if (policy.name.ends_with('/' + evaluation->off.name) || policy.name.ends_with('/' + evaluation->matched.name))
            problems.push_back(problem_at(policy.where, fmt::format("a policy is called '{}'", policy.name),
                                          "names with this ending are those of the worlds beside a policy",
                                          "another name"));
}

// For outcomes every policy is run in two more worlds.
void add_worlds_beside(Plan& plan, Planner const& planner)
{
    if (!planner.evaluation())
        refuse_file(plan.experiment.path.string(), "'outcomes' of a model that has none",
                    "the model of its base declares no worlds to see a policy beside", "leave 'outcomes' out");
    std::vector<NamedPolicy>& policies = plan.experiment.policies;
    Evaluation const& evaluation = *planner.evaluation();
    for (auto const& [arm, name] :
         {std::pair{Arm::off, evaluation.off.name}, std::pair{Arm::matched, evaluation.matched.name}})
        for (std::size_t i = 0, n = plan.n_compared(); i < n; ++i)
            policies.push_back(
                {fmt::format("{}/{}", policies[i].name, name), policies[i].changes, arm, i, policies[i].where});
}

} // namespace

std::size_t Plan::n_compared() const
{
    return static_cast<std::size_t>(
        std::ranges::count(experiment.policies, Arm::compared, [](NamedPolicy const& one) { return one.arm; }));
}

std::size_t Plan::beside(std::size_t policy, Arm arm) const
{
    auto const found = std::ranges::find_if(
        experiment.policies, [&](NamedPolicy const& one) { return one.arm == arm && one.beside == policy; });
    expects(found != experiment.policies.end(), "the policy has worlds beside it");
    return static_cast<std::size_t>(found - experiment.policies.begin());
}

Plan plan_without_runs(Experiment experiment, std::span<Model const> models)
{
    Plan plan;
    plan.experiment = std::move(experiment);
    std::vector<Problem> problems;
    Planner const planner(plan, models);
    plan.asked = planner.asked();
    refuse_names_of_worlds(plan.experiment, planner.evaluation(), problems);
    refuse_what_is_shared(plan.experiment, problems);
    if (plan.experiment.outcomes) add_worlds_beside(plan, planner);
    find_reach(plan, planner, problems);
    throw_if_any(std::move(problems));
    plan.points = design_points(plan.experiment);
    return plan;
}

Plan plan_to_look_at(Experiment experiment, std::span<Model const> models)
{
    Plan plan;
    plan.experiment = std::move(experiment);
    Planner const planner(plan, models);
    plan.asked = planner.asked();
    if (plan.experiment.outcomes) add_worlds_beside(plan, planner);
    plan.points = design_points(plan.experiment);
    return plan;
}

Header header_of(Plan const& plan, std::size_t policy, std::size_t point, std::span<Model const> models)
{
    return Planner(plan, models).header(policy, plan.points[point]);
}

Plan plan_of(Experiment experiment, std::span<Model const> models)
{
    Plan plan = plan_without_runs(std::move(experiment), models);
    std::vector<Problem> problems;
    Planner const planner(plan, models);
    refuse_idle_factors(plan, planner, problems);
    throw_if_any(std::move(problems));

    std::int64_t const replicates = plan.experiment.replicates.max;
    for (std::size_t point = 0; point < plan.points.size(); ++point) {
        std::vector<std::string> const cells = planner.ids(plan.points[point]);
        for (std::int64_t replicate = 0; replicate < replicates; ++replicate)
            for (std::size_t policy = 0; policy < plan.n_policies(); ++policy)
                plan.runs.push_back({point, replicate, policy, run_id(cells[policy], replicate)});
    }
    return plan;
}

Cell cell_of(Plan const& plan, std::size_t policy, std::size_t point, std::span<Model const> models, double scale)
{
    expects(policy < plan.n_policies() && point < plan.points.size(), "the cell is one of the plan");
    return Planner(plan, models).cell(policy, plan.points[point], scale);
}

std::string horizons_in_words(Plan const& plan, std::span<Model const> models)
{
    auto const is_of_ticks = [](auto const& one) { return one.path == "calendar.ticks"; };
    if (std::ranges::any_of(plan.experiment.factors, is_of_ticks))
        return "'calendar.ticks' is varied: design points differ in when their runs end";
    std::string words;
    std::vector<std::int64_t> ticks;
    for (std::size_t policy = 0; policy < plan.n_compared(); ++policy) {
        ticks.push_back(cell_of(plan, policy, 0, models).scenario.header.calendar.ticks);
        words += fmt::format("{}{} after {}", words.empty() ? "" : ", ", plan.experiment.policies[policy].name,
                             plural(static_cast<std::size_t>(ticks.back()), "tick"));
    }
    bool const are_equal = std::ranges::all_of(ticks, [&](std::int64_t one) { return one == ticks[0]; });
    return are_equal ? "" : "policies end at different times, and each is compared by where it ends: " + words;
}

std::string id_of(Cell const& cell, std::int64_t replicate) { return run_id(cell.id, replicate); }

std::string command_of(Plan const& plan, PlannedRun const& run)
{
    Experiment const& experiment = plan.experiment;
    if (!experiment.branch_at.empty() || experiment.policies[run.policy].arm != Arm::compared) return {};
    std::vector<std::string> command{"tianji", "run", experiment.base_file.string(), "--replicate",
                                     std::to_string(run.replicate)};
    auto const set = [&](std::string const& path, std::string const& value) {
        command.insert(command.end(), {"--set", path + '=' + value});
    };
    for (Override const& change : experiment.policies[run.policy].changes) set(change.path, change.value);
    for (std::size_t i = 0; i < experiment.factors.size(); ++i)
        if (plan.reaches[run.policy][i]) set(experiment.factors[i].path, plan.points[run.point][i]);
    return as_typed(command);
}

} // namespace tianji
