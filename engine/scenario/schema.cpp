#include "engine/scenario/schema.hpp"

#include "engine/base/text.hpp"
#include "engine/scenario/header.hpp"
#include "engine/scenario/node.hpp"
#include "engine/scenario/schema_writer.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace tianji {

namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json object_of(T& object)
{
    SchemaWriter writer;
    writer.visit(object);
    return Json::parse(writer.object());
}

std::vector<Model> wanted(std::span<Model const> models, std::string_view name)
{
    std::vector<Model> found;
    std::vector<std::string> names;
    for (Model const& model : models) {
        names.push_back(model.name);
        if (name.empty() || model.name == name) found.push_back(model);
    }
    if (!found.empty()) return found;
    std::string const suggestion = did_you_mean(name, names);
    throw InvalidInput(problem_at({}, fmt::format("no model '{}'", name),
                                  suggestion.empty() ? "there are: " + joined(names) : "", suggestion));
}

// The keys of a model stand beside those of every scenario, which are described once, at the root.
Json definition_of(Model const& model, Json const& header)
{
    auto const rules = model.make();
    Json definition = object_of(*rules);
    Json properties = Json::object();
    for (auto const& [key, value] : header["properties"].items()) properties[key] = true;
    properties.update(definition["properties"]);
    definition["properties"] = std::move(properties);
    definition["title"] = fmt::format("{} {}: {}", model.name, model.version, model.title);
    return definition;
}

} // namespace

std::string schema(std::span<Model const> models, std::string_view model)
{
    std::vector<Model> const chosen = wanted(models, model);
    Header keys;
    Json const header = object_of(keys);
    Json document{{"$schema", "http://json-schema.org/draft-07/schema#"},
                  {"title", "Scenario of tianji"},
                  {"type", "object"},
                  {"required", header["required"]},
                  {"properties", header["properties"]},
                  {"allOf", Json::array()},
                  {"definitions", Json::object()}};
    Json names = Json::array();
    std::string meanings = "the model to run";
    for (Model const& one : chosen) {
        names.push_back(one.name);
        meanings += fmt::format("\n- {}: {}", one.name, one.title);
        document["definitions"][one.name] = definition_of(one, header);
        Json const named{{"properties", {{"model", {{"const", one.name}}}}}, {"required", {"model"}}};
        document["allOf"].push_back({{"if", named}, {"then", {{"$ref", "#/definitions/" + one.name}}}});
    }
    document["properties"]["model"] = {{"enum", names}, {"description", meanings}};
    return document.dump(2) + '\n';
}

} // namespace tianji
