#include "engine/scenario/scenario.hpp"

#include "engine/base/sha256.hpp"
#include "engine/base/text.hpp"
#include "engine/scenario/calendar.hpp"
#include "engine/scenario/yaml.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tianji {

namespace {

// The top level of the YAML: the keys of the header and those of the model, side by side.
struct TopLevel {
    Header& header;
    Rules& rules;

    void declare(Parameters& p)
    {
        header.declare(p);
        rules.declare(p);
    }

    void validate(Parameters& p) const
    {
        header.validate(p);
        rules.validate(p);
    }
};

// A scenario of another format may differ in anything, so nothing else is said about it.
void refuse_other_format(Node const& root)
{
    if (root.kind != Node::Kind::map)
        throw InvalidInput(problem_at(root.where, "a scenario is a map of keys", "it begins with 'tianji: 1'"));
    if (root.find("experiment") && !root.find("model"))
        throw InvalidInput(problem_at(root.where, "this is an experiment, no scenario",
                                      "it has 'experiment' and no 'model'", "tianji compare runs it"));
    Node const* format = root.find("tianji");
    if (!format || format->kind != Node::Kind::scalar) return;
    auto const number = read_integer(*format).value;
    if (number && *number != scenario_format)
        throw InvalidInput(problem_at(format->where, fmt::format("the scenario has format {}", *number),
                                      fmt::format("this version reads format {}", scenario_format)));
}

// Null, with a problem noted, if there is no such model; then nobody knows which other keys are allowed.
Model const* find_model(Node const& root, std::span<Model const> models, std::vector<Problem>& problems)
{
    Node const* key = root.find("model");
    std::vector<std::string> names;
    for (Model const& model : models) names.push_back(model.name);
    if (!key || key->kind != Node::Kind::scalar) {
        problems.push_back(problem_at(key ? place_of(*key) : root.where,
                                      key ? "'model' is no name" : "missing key 'model'",
                                      fmt::format("there are: {}", joined(names))));
        return nullptr;
    }
    auto const found = std::find(names.begin(), names.end(), key->text);
    if (found != names.end()) return &models[static_cast<std::size_t>(found - names.begin())];
    std::string const suggestion = did_you_mean(key->text, names);
    problems.push_back(problem_at(key->where, fmt::format("no model '{}'", key->text),
                                  suggestion.empty() ? fmt::format("there are: {}", joined(names)) : "", suggestion));
    return nullptr;
}

// As far as it is written well: whatever is wrong with it, the header tells.
std::string currency_of(Node const& root)
{
    Node const* key = root.find("currency");
    return key && key->kind == Node::Kind::scalar ? key->text : Header{}.currency;
}

std::vector<ParameterEntry> all_parameters(Model const& model)
{
    Header header;
    auto const rules = model.make();
    TopLevel top{header, *rules};
    Reference reference;
    reference.visit(top);
    return reference.entries();
}

Node lay_over(Node& root, Policy const& policy, std::vector<Problem>& problems)
{
    Node tree;
    tree.kind = Node::Kind::map;
    tree.implied = true;
    if (policy.text.empty())
        apply(policy.changes, tree, problems);
    else
        tree = parse_yaml(policy.text, policy.file);
    if (tree.kind != Node::Kind::map)
        throw InvalidInput(problem_at(tree.where, "a policy is a map of keys", "it is laid over the scenario"));
    lay_over(root, tree, problems);
    return tree;
}

bool is_within(std::string const& path, std::string const& outer)
{
    return path == outer || (path.starts_with(outer) && path[outer.size()] == '.');
}

// What else can change beside a key below `path`.
std::string what_can(Model const& model, std::string const& path)
{
    std::vector<std::string> names;
    for (std::string const& free : model.may_change) {
        if (!path.empty() && !is_within(free, path)) continue;
        std::string const rest = path.empty() ? free : free.substr(path.size() + 1);
        std::string const name = rest.substr(0, rest.find('.'));
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
    return names.empty() ? "" : fmt::format("change one of {}", joined(names));
}

// What the world was built from cannot change when it has a history.
void refuse_fixed(Node const& tree, std::string const& path, Model const& model, std::vector<Problem>& problems)
{
    for (Node const& child : tree.children) {
        std::string const here = path.empty() ? child.key : path + '.' + child.key;
        auto const contains = [&](std::string const& free) { return is_within(here, free); };
        auto const leads_to = [&](std::string const& free) { return is_within(free, here); };
        if (std::ranges::any_of(model.may_change, contains)) continue;
        if (child.kind == Node::Kind::map && std::ranges::any_of(model.may_change, leads_to))
            refuse_fixed(child, here, model, problems);
        else
            problems.push_back(problem_at(child.key_where, fmt::format("'{}' cannot change in a branch", here),
                                          model.may_change.empty() ? fmt::format("nothing of {} can", model.name)
                                                                   : "the history was made with it",
                                          what_can(model, path)));
    }
}

} // namespace

Scenario read_scenario(std::filesystem::path const& path, std::span<Model const> models,
                       std::span<Override const> overrides)
{
    return read_scenario_text(read_text(path), path.string(), path.parent_path(), models, overrides);
}

Scenario read_scenario_text(std::string_view text, std::string const& name, std::filesystem::path const& folder,
                            std::span<Model const> models, std::span<Override const> overrides,
                            std::span<Policy const> policies)
{
    return read_scenario(scenario_source(text, name, folder), models, overrides, policies);
}

ScenarioSource scenario_source(std::string_view text, std::string const& name, std::filesystem::path const& folder)
{
    return {std::string(text), sha256(text), name, folder, parse_yaml(text, name)};
}

Scenario read_scenario(ScenarioSource const& source, std::span<Model const> models, std::span<Override const> overrides,
                       std::span<Policy const> policies)
{
    Node root = source.tree;
    refuse_other_format(root);
    std::vector<Problem> problems;
    apply(overrides, root, problems);
    std::vector<Node> laid_over;
    for (Policy const& policy : policies) laid_over.push_back(lay_over(root, policy, problems));
    Model const* model = find_model(root, models, problems);
    if (!model) throw InvalidInput(std::move(problems));
    std::shared_ptr<Rules> rules = model->make();
    rules->use_currency(currency_of(root));

    Scenario scenario;
    TopLevel top{scenario.header, *rules};
    Binder binder(root, source.folder, calendar_of(root));
    binder.look_elsewhere([&] { return all_parameters(*model); });
    for (Problem const& problem : problems) binder.add(problem);
    binder.visit(top);
    binder.finish();
    for (Node const& tree : laid_over) refuse_fixed(tree, "", *model, problems);
    if (!problems.empty()) throw InvalidInput(std::move(problems));
    if (!policies.empty())
        rules->earlier = read_scenario(source, models, overrides, policies.first(policies.size() - 1)).rules;
    ResolvedWriter writer(root, source.folder, scenario.header.calendar);
    writer.visit(top);

    scenario.rules = std::move(rules);
    scenario.model = *model;
    scenario.path = source.name;
    scenario.source_text = source.text;
    scenario.sha256 = source.sha256;
    scenario.inputs = binder.inputs();
    scenario.overrides.assign(overrides.begin(), overrides.end());
    scenario.resolved_lines = writer.lines();
    scenario.resolved = canonical_text(scenario.resolved_lines);
    return scenario;
}

} // namespace tianji
