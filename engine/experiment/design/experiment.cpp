#include "engine/experiment/design/experiment.hpp"

#include "engine/scenario/binder.hpp"
#include "engine/scenario/calendar.hpp"
#include "engine/scenario/scalar.hpp"
#include "engine/scenario/yaml.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tianji {

namespace {

// The keys of the file beside those that are overrides of the base.
struct Keys {
    Experiment& experiment;
    bool has_base_text = false; // then its file may be gone
    std::int64_t format = experiment_format;
    std::string base_name = {};

    void declare(Parameters& p)
    {
        p.integer(format, Field{"tianji", "", "format of the experiment"}.required(),
                  range(experiment_format, experiment_format));
        p.text(experiment.name, Field{"experiment", "", "what the experiment is called"}.required());
        Field const base = Field{"base", "", "the scenario that policies and factors change"}.required();
        if (has_base_text)
            p.text(base_name, base);
        else
            p.file(experiment.base_file, base);
        p.names_left_to_others({"policies", "", "by name: what they change; the first is the reference"}, 1, [&] {
            p.left_to_others({"*", "", "keys of the base, as paths or maps"}, Unread::map);
        });
        p.text(experiment.branch_at,
               {"branch_at", "", "until when all policies share the history of the base: a date"});
        p.names_left_to_others({"vary", "", "by path: a list of levels, or {min, max, scale, whole}"}, 0, [&] {
            declare_factor(p, {"*", "", "the values it takes"});
        });
        p.group(experiment.design, {"design", "", "which combinations of the factors are run"});
        declare_replicates(p);
        p.group(experiment.record, {"record", "", "what is kept of each run"});
        p.texts(experiment.primary,
                {"primary", "",
                 "names of the measures that it is about: p is corrected over these, what else is compared is told as "
                 "exploratory; none: all. A value of a measure that has several is NAME.LABEL"});
        declare_outcomes(p);
    }

    void declare_outcomes(Parameters& p)
    {
        std::optional<OutcomeSettings>& outcomes = experiment.outcomes;
        auto const settings = [&](Field field) { p.optional_group(outcomes, field); };
        auto const yes_or_no = [&](Field field) {
            bool wanted = outcomes.has_value();
            p.flag(wanted, field);
            outcomes = wanted ? std::optional(outcomes.value_or(OutcomeSettings{})) : std::nullopt;
        };
        p.either(
            {"outcomes", "",
             "what every policy brought, beside other worlds under the same luck (tianji explain outcomes): true, or "
             "settings"},
            settings, Written::value, yes_or_no);
    }

    void declare_replicates(Parameters& p)
    {
        ReplicateSettings& replicates = experiment.replicates;
        auto const in_full = [&](Field field) { p.group(replicates, field); };
        auto const one_number = [&](Field field) {
            p.integer(replicates.min, field, replicate_range);
            replicates.max = replicates.min;
        };
        p.either({"replicates", "",
                  "one number, or min, max and until: repetitions with other luck, the same for every policy"},
                 in_full, Written::value, one_number);
    }
};

// Policies begin with a tick, so a branch does too.
void find_branch(Node const& root, Node const& base, Experiment& experiment, std::vector<Problem>& problems)
{
    Node const* const date = root.find("branch_at");
    if (!date || experiment.branch_at.empty()) return;
    CalendarSettings const calendar = calendar_of(base);
    auto reading = tick_beginning_on(*date, calendar, Moment::begin);
    if (reading.value == 0) {
        std::string const second = date_text(date_of(1, calendar.start, calendar.tick));
        reading = {std::nullopt, "the policies share what was before, at least the first tick",
                   "did you mean " + second};
    }
    if (reading.value)
        experiment.branch_tick = *reading.value;
    else
        problems.push_back(
            problem_at(date->where, fmt::format("'branch_at' is {}", date->text), reading.why, reading.suggestion));
}

// "branch_at" among the values of policies stands for the tick.
void put_tick(Node& node, Experiment const& experiment, std::vector<Problem>& problems)
{
    if (node.kind == Node::Kind::scalar && !node.quoted && node.text == "branch_at") {
        if (experiment.branch_at.empty())
            problems.push_back(problem_at(node.where, "'branch_at' stands for the tick of the branch",
                                          "the experiment does not have it", "branch_at: 2019-Q1 beside 'policies'"));
        node.text = std::to_string(experiment.branch_tick);
    }
    for (Node& child : node.children) put_tick(child, experiment, problems);
}

void read_policies(Node& root, Node const& base, Experiment& experiment, std::vector<Problem>& problems)
{
    Node* const policies = root.find("policies");
    if (!policies) {
        experiment.policies.push_back({"base", {}});
        return;
    }
    if (policies->kind != Node::Kind::map || policies->children.empty()) {
        problems.push_back(problem_at(place_of(*policies), fmt::format("'policies' is {}", description(*policies)),
                                      "it names at least one policy", "policies: {reference: {}, other: {…}}"));
        return;
    }
    std::vector<std::string> words; // names in result files
    for (Node& policy : policies->children) {
        std::string const word = one_word(policy.key);
        if (std::ranges::find(words, word) != words.end())
            problems.push_back(problem_at(place_of(policy), fmt::format("two policies are called '{}'", word),
                                          "result files write names without spaces", "another name"));
        words.push_back(word);
        if (policy.kind != Node::Kind::map && policy.kind != Node::Kind::null)
            problems.push_back(problem_at(place_of(policy), fmt::format("'{}' is {}", policy.key, description(policy)),
                                          "a policy is a map of keys that it changes", "{} changes nothing"));
        put_tick(policy, experiment, problems);
        experiment.policies.push_back(
            {policy.key, overrides_of(policy, base), Arm::compared, experiment.policies.size(), place_of(policy)});
    }
}

// The one that comes later would write over a part of the other, and what is recorded of that would not be what ran.
void refuse_nested_factors(std::vector<Factor> const& factors, std::vector<Problem>& problems)
{
    for (Factor const& inner : factors)
        for (Factor const& outer : factors)
            if (&inner != &outer && is_within(inner.path, outer.path))
                problems.push_back(problem_at(inner.where,
                                              fmt::format("'{}' is a part of '{}'", inner.path, outer.path),
                                              "both are factors, and each would change what the other says",
                                              fmt::format("vary the parts of '{}' one by one", outer.path)));
}

void read_factors(Node const& root, Experiment& experiment, std::vector<Problem>& problems)
{
    Node const* const vary = root.find("vary");
    if (!vary) return;
    if (vary->kind != Node::Kind::map)
        problems.push_back(problem_at(place_of(*vary), fmt::format("'vary' is {}", description(*vary)),
                                      "it is a map from paths to levels or ranges"));
    else
        for (Node const& child : vary->children) experiment.factors.push_back(read_factor(child, problems));
    refuse_nested_factors(experiment.factors, problems);
}

// What the kind of design and the factors ask of each other.
void validate_design(Node const& root, Experiment const& experiment, std::vector<Problem>& problems)
{
    DesignKind const kind = experiment.design.kind;
    bool const is_sampled = kind != DesignKind::grid && kind != DesignKind::list;
    Node const* const design = root.find("design");
    if (is_sampled && experiment.factors.empty())
        problems.push_back(problem_at(place_of(*design), "the design is empty", "there is no factor to vary",
                                      "vary: {PATH: {min: 0.5, max: 2}}"));
    for (Factor const& factor : experiment.factors) {
        if (!is_sampled && factor.is_range())
            problems.push_back(problem_at(factor.where, fmt::format("'{}' is a range", factor.path),
                                          "a grid or list needs levels",
                                          "a list of levels, or design: {kind: latin_hypercube, points: 64}"));
        if (kind == DesignKind::list && factor.levels.size() != experiment.factors[0].levels.size())
            problems.push_back(
                problem_at(factor.where,
                           fmt::format("'{}' has {} levels, '{}' has {}", factor.path, factor.levels.size(),
                                       experiment.factors[0].path, experiment.factors[0].levels.size()),
                           "a list takes one level of each factor for a point"));
    }
}

// The base without its problems, for knowing what stands there: they are told when it is read as a scenario.
Node lenient_base(std::string const& text, std::string const& name)
{
    try {
        return parse_yaml(text, name);
    } catch (InvalidInput const&) {
        Node nothing;
        nothing.kind = Node::Kind::map;
        return nothing;
    }
}

Experiment read_tree(Node root, std::string_view text, std::filesystem::path const& path,
                     std::string_view const* base_text)
{
    if (root.kind != Node::Kind::map)
        throw InvalidInput(problem_at(root.where, "an experiment is a map of keys", "it begins with 'tianji: 1'"));
    if (!root.find("experiment") && root.find("model"))
        throw InvalidInput(problem_at(root.where, "this is a scenario, no experiment",
                                      "it has 'model' and no 'experiment'", "tianji run runs it"));
    Experiment experiment;
    experiment.path = path;
    experiment.text = text;
    Keys keys{experiment, base_text != nullptr};
    Binder binder(root, path.parent_path());
    binder.visit(keys);
    if (base_text) experiment.base_file = (path.parent_path() / keys.base_name).lexically_normal();
    if (Node const* const primary = root.find("primary"))
        for (Node const& name : primary->children) experiment.primary_where.push_back(name.where);
    std::vector<Problem> problems;
    experiment.base_text = base_text ? std::string(*base_text) : std::string();
    if (!base_text && std::filesystem::is_regular_file(experiment.base_file))
        experiment.base_text = read_text(experiment.base_file);
    Node const base = lenient_base(experiment.base_text, experiment.base_file.string());
    find_branch(root, base, experiment, problems);
    read_policies(root, base, experiment, problems);
    read_factors(root, experiment, problems);
    if (problems.empty()) validate_design(root, experiment, problems);
    for (Problem const& problem : problems) binder.add(problem);
    binder.finish();
    return experiment;
}

} // namespace

std::string one_word(std::string name)
{
    std::ranges::replace(name, ' ', '_');
    return name;
}

DocumentKind experiment_keys()
{
    Experiment experiment;
    Keys keys{experiment};
    return document_kind("experiment", "Keys of an experiment, for tianji compare and tianji sweep", keys);
}

Experiment read_experiment(std::filesystem::path const& path)
{
    std::string const text = read_text(path);
    return read_tree(parse_yaml(text, path.string()), text, path, nullptr);
}

Experiment read_experiment_text(std::string_view text, std::filesystem::path const& path, std::string_view base_text)
{
    return read_tree(parse_yaml(text, path.string()), text, path, &base_text);
}

} // namespace tianji
