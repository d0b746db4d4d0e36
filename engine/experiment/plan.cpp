#include "engine/experiment/plan.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/sha256.hpp"
#include "engine/base/shell_words.hpp"
#include "engine/base/text.hpp"
#include "engine/experiment/design_points.hpp"
#include "engine/record/build_info.hpp"
#include "engine/record/numerics.hpp"
#include "engine/scenario/scalar.hpp"
#include "engine/scenario/yaml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tianji {

namespace {

constexpr std::size_t id_length = 32; // [hexadecimal digit]

// What of a cell holds from the first tick on, and what from the branch on.
struct Changes {
    std::vector<Override> from_start, from_branch;
};

bool is_within(std::string const& path, std::string const& outer)
{
    return path == outer || (path.starts_with(outer) && path[outer.size()] == '.');
}

Override recorded(Experiment const& experiment)
{
    std::vector<std::string> names;
    for (std::string const& one : experiment.record.measures) names.push_back(quoted_text(one));
    return {"record.measures", '[' + joined(names) + ']', {}};
}

class Planner {
public:
    Planner(Plan const& plan, std::span<Model const> models)
        : plan_(&plan),
          models_(models),
          base_(scenario_source(plan.experiment.base_text, plan.experiment.base_file.string(),
                                plan.experiment.base_file.parent_path())),
          program_(fmt::format("{} {} {}", build::version, build::git_hash, numerics_fingerprint()))
    {
    }

    // `values`: of all factors; only those that reach the policy are used.
    Cell cell(std::size_t policy, std::vector<std::string> const& values) const
    {
        try {
            return read_cell(policy, values);
        } catch (InvalidInput const& error) {
            std::vector<Problem> problems = error.problems();
            for (Problem& problem : problems) add_to(problem.why, in_which_cell(policy, values));
            throw InvalidInput(std::move(problems));
        }
    }

private:
    static void add_to(std::string& why, std::string const& more) { why += why.empty() ? more : "; " + more; }

    std::string in_which_cell(std::size_t policy, std::vector<std::string> const& values) const
    {
        std::string text = fmt::format("in the policy '{}'", plan_->experiment.policies[policy].name);
        for (std::size_t i = 0; i < values.size(); ++i)
            if (is_reached(policy, i)) text += fmt::format(", {}={}", plan_->experiment.factors[i].path, values[i]);
        return text;
    }

    bool is_reached(std::size_t policy, std::size_t factor) const
    {
        return plan_->reaches.empty() || plan_->reaches[policy][factor];
    }

    Cell read_cell(std::size_t policy, std::vector<std::string> const& values) const
    {
        Experiment const& experiment = plan_->experiment;
        Changes const changes = changes_of(policy, values);
        Cell cell{read(changes.from_start, {}), {}, 0, {}};
        if (!experiment.branch_at.empty()) {
            cell.branch_tick = experiment.branch_tick;
            Policy const after{"", experiment.path.string(), changes.from_branch};
            Scenario branched = read(changes.from_start, {&after, 1});
            cell.history = std::exchange(cell.scenario, std::move(branched));
        }
        cell.id = identity(cell);
        return cell;
    }

    Scenario read(std::vector<Override> const& overrides, std::span<Policy const> policies) const
    {
        return read_scenario(base_, models_, overrides, policies);
    }

    Changes changes_of(std::size_t policy, std::vector<std::string> const& values) const
    {
        Experiment const& experiment = plan_->experiment;
        bool const branches = !experiment.branch_at.empty();
        Changes changes;
        if (!experiment.record.measures.empty()) changes.from_start.push_back(recorded(experiment));
        auto& later = branches ? changes.from_branch : changes.from_start;
        later.insert(later.end(), experiment.policies[policy].changes.begin(),
                     experiment.policies[policy].changes.end());
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!is_reached(policy, i)) continue;
            Factor const& factor = experiment.factors[i];
            bool const can_wait = branches && may_change(factor.path);
            (can_wait ? changes.from_branch : changes.from_start).push_back({factor.path, values[i], factor.where});
        }
        return changes;
    }

    // A factor that a policy could change belongs to what comes after the branch.
    bool may_change(std::string const& path) const
    {
        return std::ranges::any_of(models_, [&](Model const& model) {
            return std::ranges::any_of(model.may_change,
                                       [&](std::string const& free) { return is_within(path, free); });
        });
    }

    // Everything that a result depends on but the replicate.
    std::string identity(Cell const& cell) const
    {
        Scenario const& scenario = cell.scenario;
        std::string all =
            fmt::format("{} {} {} {}\n", experiment_format, scenario.model.name, scenario.model.version, program_);
        all += scenario.resolved;
        for (InputFile const& input : scenario.inputs) all += input.sha256 + '\n';
        if (cell.history) all += fmt::format("from tick {}, before:\n{}", cell.branch_tick, cell.history->resolved);
        return sha256(all);
    }

    Plan const* plan_;
    std::span<Model const> models_;
    ScenarioSource base_;
    std::string program_; // part of every identity
};

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
void find_reach(Plan& plan, std::span<Model const> models, std::vector<Problem>& problems)
{
    Experiment const& experiment = plan.experiment;
    std::vector<Node> resolved;
    std::vector<std::string> paths;
    Planner const planner(plan, models);
    for (std::size_t policy = 0; policy < plan.n_policies(); ++policy) {
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
            plan.reaches[policy][i] = find_path(resolved[policy], factor.path) != nullptr &&
                                      (!is_written || writes(experiment.policies[policy], factor.path));
            is_reached = is_reached || plan.reaches[policy][i];
        }
        if (!is_reached)
            problems.push_back(problem_at(factor.where, fmt::format("no policy has '{}'", factor.path),
                                          "a factor is the path of a value in the scenario",
                                          did_you_mean(factor.path, paths)));
    }
}

// Between the ends of a factor nothing changes: it is overridden, or of no consequence.
void refuse_idle_factors(Plan const& plan, std::span<Model const> models, std::vector<Problem>& problems)
{
    std::vector<std::string> ends[2];
    for (Factor const& factor : plan.experiment.factors) {
        ends[0].push_back(factor.at(0.0));
        ends[1].push_back(factor.at(1.0));
    }
    Planner const planner(plan, models);
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

} // namespace

Plan plan_without_runs(Experiment experiment, std::span<Model const> models)
{
    Plan plan;
    plan.experiment = std::move(experiment);
    std::vector<Problem> problems;
    find_reach(plan, models, problems);
    throw_if_any(std::move(problems));
    plan.points = design_points(plan.experiment);
    return plan;
}

Plan plan_of(Experiment experiment, std::span<Model const> models)
{
    Plan plan = plan_without_runs(std::move(experiment), models);
    std::vector<Problem> problems;
    refuse_idle_factors(plan, models, problems);
    throw_if_any(std::move(problems));

    Planner const planner(plan, models);
    std::int64_t const replicates = plan.experiment.replicates.max;
    for (std::size_t point = 0; point < plan.points.size(); ++point) {
        std::vector<std::string> cells;
        for (std::size_t policy = 0; policy < plan.n_policies(); ++policy)
            cells.push_back(planner.cell(policy, plan.points[point]).id);
        for (std::int64_t replicate = 0; replicate < replicates; ++replicate)
            for (std::size_t policy = 0; policy < plan.n_policies(); ++policy)
                plan.runs.push_back({point, replicate, policy, run_id(cells[policy], replicate)});
    }
    return plan;
}

Cell cell_of(Plan const& plan, std::size_t policy, std::size_t point, std::span<Model const> models)
{
    expects(policy < plan.n_policies() && point < plan.points.size(), "the cell is one of the plan");
    return Planner(plan, models).cell(policy, plan.points[point]);
}

std::string id_of(Cell const& cell, std::int64_t replicate) { return run_id(cell.id, replicate); }

std::string command_of(Plan const& plan, PlannedRun const& run)
{
    Experiment const& experiment = plan.experiment;
    if (!experiment.branch_at.empty()) return {};
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
