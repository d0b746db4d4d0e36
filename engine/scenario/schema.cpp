#include "engine/scenario/schema.hpp"

#include "engine/base/text.hpp"
#include "engine/scenario/header.hpp"
#include "engine/scenario/node.hpp"
#include "engine/scenario/schema_writer.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tianji {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view draft = "http://json-schema.org/draft-07/schema#";

template <class T>
Json object_of(T& object)
{
    SchemaWriter writer;
    writer.visit(object);
    return Json::parse(writer.object());
}

[[noreturn]] void refuse(std::string_view topic, std::span<Model const> models, std::span<DocumentKind const> others)
{
    std::vector<std::string> known{"scenario"};
    for (DocumentKind const& one : others) known.push_back(one.name);
    for (Model const& model : models) known.push_back(model.name);
    std::string const suggestion = did_you_mean(topic, known);
    throw InvalidInput(problem_at({}, fmt::format("no kind of file and no model '{}'", topic),
                                  suggestion.empty() ? "there are: " + joined(known) : "", suggestion));
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

Json schema_of(DocumentKind const& kind)
{
    Json document{{"$schema", draft}, {"title", kind.title}};
    document.update(Json::parse(kind.schema));
    return document;
}

Json schema_of_scenarios(std::span<Model const> models)
{
    Header keys;
    Json const header = object_of(keys);
    Json document{{"$schema", draft},
                  {"title", "Scenario of tianji"},
                  {"type", "object"},
                  {"required", header["required"]},
                  {"properties", header["properties"]},
                  {"allOf", Json::array()},
                  {"definitions", Json::object()}};
    Json names = Json::array();
    std::string meanings = "the model to run";
    for (Model const& one : models) {
        names.push_back(one.name);
        meanings += fmt::format("\n- {}: {}", one.name, one.title);
        document["definitions"][one.name] = definition_of(one, header);
        Json const named{{"properties", {{"model", {{"const", one.name}}}}}, {"required", {"model"}}};
        document["allOf"].push_back({{"if", named}, {"then", {{"$ref", "#/definitions/" + one.name}}}});
    }
    document["properties"]["model"] = {{"enum", names}, {"description", meanings}};
    return document;
}

Json schema_about(std::string_view topic, std::span<Model const> models, std::span<DocumentKind const> others)
{
    if (topic.empty() || topic == "scenario") return schema_of_scenarios(models);
    for (DocumentKind const& kind : others)
        if (kind.name == topic) return schema_of(kind);
    for (std::size_t i = 0; i < models.size(); ++i)
        if (models[i].name == topic) return schema_of_scenarios(models.subspan(i, 1));
    refuse(topic, models, others);
}

} // namespace

std::string schema(std::span<Model const> models, std::string_view topic, std::span<DocumentKind const> others)
{
    return schema_about(topic, models, others).dump(2) + '\n';
}

} // namespace tianji
