#include "engine/scenario/scenario.hpp"

#include "engine/base/sha256.hpp"
#include "engine/base/text.hpp"
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

// The problems of every override together.
std::vector<Problem> lay_over_all(Node& root, std::span<Override const> overrides)
{
    std::vector<Problem> problems;
    for (Override const& change : overrides) {
        try {
            apply(change, root, problems);
        } catch (InvalidInput const& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
    }
    return problems;
}

} // namespace

Scenario read_scenario(std::filesystem::path const& path, std::span<Model const> models,
                       std::span<Override const> overrides)
{
    return read_scenario_text(read_text(path), path.string(), path.parent_path(), models, overrides);
}

Scenario read_scenario_text(std::string_view text, std::string const& name, std::filesystem::path const& folder,
                            std::span<Model const> models, std::span<Override const> overrides)
{
    Node root = parse_yaml(text, name);
    refuse_other_format(root);
    std::vector<Problem> problems = lay_over_all(root, overrides);
    Model const* model = find_model(root, models, problems);
    if (!model) throw InvalidInput(std::move(problems));
    std::shared_ptr<Rules> rules = model->make();

    Scenario scenario;
    TopLevel top{scenario.header, *rules};
    Binder binder(root, folder);
    for (Problem const& problem : problems) binder.add(problem);
    binder.visit(top);
    binder.finish();
    ResolvedWriter writer(root, folder);
    writer.visit(top);

    scenario.rules = std::move(rules);
    scenario.model = *model;
    scenario.path = name;
    scenario.source_text = text;
    scenario.sha256 = sha256(text);
    scenario.inputs = binder.inputs();
    scenario.overrides.assign(overrides.begin(), overrides.end());
    scenario.resolved_lines = writer.lines();
    scenario.resolved = canonical_text(scenario.resolved_lines);
    return scenario;
}

} // namespace tianji
