#include "engine/scenario/schema_writer.hpp"

#include "engine/scenario/scalar.hpp"
#include "engine/scenario/yaml.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tianji {

namespace {

using Json = nlohmann::ordered_json;

enum class Shape : unsigned char { group, optional_group, list, table, names, item };

// Text may look like a number or a flag: the program takes it as it is written.
Json const written_text = {"string", "number", "boolean"};
constexpr std::string_view date_pattern = "^[0-9]{4}-(Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)$";

// 3, not 3.0, so that the schema reads like a scenario.
Json number_json(double value)
{
    constexpr double exact = 9007199254740992.0; // 2^53
    bool const whole = std::floor(value) == value && std::abs(value) <= exact;
    return whole ? Json(static_cast<std::int64_t>(value)) : Json(value);
}

void add_range(Json& schema, Range const& allowed)
{
    if (std::isfinite(allowed.low))
        schema[allowed.low_open ? "exclusiveMinimum" : "minimum"] = number_json(allowed.low);
    if (std::isfinite(allowed.high))
        schema[allowed.high_open ? "exclusiveMaximum" : "maximum"] = number_json(allowed.high);
}

std::string describe(Field const& field, std::string_view type = {})
{
    std::string text = field.unit.empty() || field.unit == "1" ? "" : fmt::format("[{}] ", field.unit);
    text += field.meaning;
    if (!type.empty()) text += fmt::format("; {}", type);
    if (!field.source.empty()) text += fmt::format(" ({})", field.source);
    return text;
}

Json words_of(std::span<ChoiceName const> names)
{
    Json words = Json::array();
    for (ChoiceName const& one : names) words.push_back(one.name);
    return words;
}

template <class Named>
std::string describe(Field const& field, std::span<Named const> names)
{
    std::string text = describe(field);
    for (Named const& one : names) text += fmt::format("\n- {}: {}", one.name, one.meaning);
    return text;
}

} // namespace

// One of two schemas; what both say about the meaning is said once.
Json any_of(Json one, Json other)
{
    std::string const meaning = one.value("description", "");
    one.erase("description");
    if (other.value("description", "") == meaning) other.erase("description");
    return {{"anyOf", {std::move(one), std::move(other)}}, {"description", meaning}};
}

// Where the visitor stands.
struct SchemaWriter::Frame {
    Shape shape = Shape::group;
    std::string name;
    std::string description;
    std::vector<Node> presets = {}; // what may stand below the keys the user writes here
    Json properties = Json::object();
    Json required = Json::array();
    Json item = nullptr;    // of a list, table or map from names: the schema of what is in it
    std::size_t fewest = 0; // names of such a map

    bool has_items() const { return shape == Shape::list || shape == Shape::table || shape == Shape::names; }

    // What a preset may give, the user need not write.
    void require(std::string_view key)
    {
        if (std::find(required.begin(), required.end(), key) != required.end()) return;
        auto const gives = [&](Node const& preset) { return preset.find(key) != nullptr; };
        if (std::none_of(presets.begin(), presets.end(), gives)) required.push_back(key);
    }

    // False if it is the second way to write the key.
    bool put(std::string const& key, Json schema)
    {
        Json& place = has_items() ? item : properties[key];
        bool const is_first = place.is_null();
        place = is_first ? std::move(schema) : any_of(std::move(place), std::move(schema));
        return is_first;
    }

    void add(Field const& field, Json schema, std::string text, Json default_value)
    {
        schema["description"] = std::move(text);
        if (!field.is_required && !default_value.is_null()) schema["default"] = std::move(default_value);
        put(std::string(field.name), std::move(schema));
        if (field.is_required) require(field.name);
    }

    Json json() const
    {
        Json schema = Json::object();
        if (shape == Shape::list) {
            schema["type"] = "array";
            schema["items"] = item.is_null() ? Json(true) : item;
        } else if (shape == Shape::table) {
            schema["type"] = "object";
            schema["propertyNames"] = {{"pattern", "^[^.]*$"}};
            schema["additionalProperties"] = item.is_null() ? Json(true) : item;
        } else if (shape == Shape::names) {
            schema["type"] = "object";
            if (fewest > 0) schema["minProperties"] = fewest;
            schema["additionalProperties"] = item;
        } else {
            schema["type"] = shape == Shape::optional_group ? Json{"object", "null"} : Json("object");
            if (!required.empty()) schema["required"] = required;
            schema["properties"] = properties;
            schema["additionalProperties"] = false;
        }
        if (!description.empty()) schema["description"] = description;
        return schema;
    }
};

SchemaWriter::SchemaWriter(std::string document) : document_(std::move(document)) { frames_.emplace_back(); }
SchemaWriter::~SchemaWriter() = default;

std::string SchemaWriter::object() const { return frames_.front().json().dump(); }

// --- single values --------------------------------------------------------------------------------------------------

void SchemaWriter::number(double& value, Field field, Range allowed)
{
    Json schema{{"type", "number"}};
    add_range(schema, allowed);
    frames_.back().add(field, std::move(schema), describe(field), number_json(value));
}

void SchemaWriter::integer(std::int64_t& value, Field field, Range allowed)
{
    Json schema{{"type", "integer"}};
    add_range(schema, allowed);
    frames_.back().add(field, std::move(schema), describe(field), value);
}

void SchemaWriter::moment(std::int64_t& tick, Field field, Range allowed, Moment)
{
    Json number{{"type", "integer"}};
    add_range(number, allowed);
    Json const date{{"type", "string"}, {"pattern", date_pattern}};
    frames_.back().add(field, {{"anyOf", {number, date}}},
                       describe(field, "a tick, or the date on which one begins: 2018-01-01, 2018-01 or 2018-Q1"),
                       tick);
}

void SchemaWriter::flag(bool& value, Field field)
{
    frames_.back().add(field, {{"type", "boolean"}}, describe(field), value);
}

void SchemaWriter::text(std::string& value, Field field)
{
    frames_.back().add(field, {{"type", written_text}}, describe(field), value);
}

void SchemaWriter::money(Money& value, Field field, Range allowed_millions)
{
    Json schema{{"type", "number"}};
    add_range(schema, money_range(allowed_millions));
    frames_.back().add(field, std::move(schema), describe(field, "in millions of the currency"),
                       number_json(in_millions(value)));
}

void SchemaWriter::date(std::chrono::sys_days& value, Field field)
{
    frames_.back().add(field, {{"type", "string"}, {"pattern", date_pattern}},
                       describe(field, "written 2018-01-01, 2018-01 or 2018-Q1"), date_text(value));
}

void SchemaWriter::file(std::filesystem::path& value, Field field)
{
    frames_.back().add(field, {{"type", written_text}}, describe(field, "a file, relative to the " + document_),
                       value.empty() ? Json() : Json(value.string()));
}

void SchemaWriter::numbers(std::vector<double>& value, Field field, Range allowed)
{
    Json item{{"type", "number"}};
    add_range(item, allowed);
    Json defaults = Json::array();
    for (double const one : value) defaults.push_back(number_json(one));
    frames_.back().add(field, {{"type", "array"}, {"items", item}}, describe(field), std::move(defaults));
}

void SchemaWriter::texts(std::vector<std::string>& value, Field field)
{
    frames_.back().add(field, {{"type", "array"}, {"items", {{"type", written_text}}}}, describe(field), value);
}

std::size_t SchemaWriter::choose(std::size_t current, Field field, std::span<ChoiceName const> names)
{
    frames_.back().add(field, {{"enum", words_of(names)}}, describe(field, names), names[current].name);
    return current;
}

void SchemaWriter::choose_several(std::vector<std::size_t>& current, Field field, std::span<ChoiceName const> names)
{
    Json defaults = Json::array();
    for (std::size_t const index : current) defaults.push_back(names[index].name);
    frames_.back().add(field, {{"type", "array"}, {"items", {{"enum", words_of(names)}}}, {"uniqueItems", true}},
                       describe(field, names), std::move(defaults));
}

void SchemaWriter::left_to_others(Field field, Unread what)
{
    Json const map{{"type", {"object", "null"}}};
    Json const several{{"type", "array"}, {"minItems", 2}};
    frames_.back().add(field, what == Unread::map ? map : several, describe(field), {});
}

void SchemaWriter::preset(std::string& name, Field field, std::span<Preset const> catalogue)
{
    Json names = Json::array();
    for (Preset const& one : catalogue) {
        names.push_back(one.name);
        if (!one.yaml.empty())
            frames_.back().presets.push_back(parse_yaml(one.yaml, fmt::format("preset {}", one.name)));
    }
    frames_.back().add(field, {{"enum", names}}, describe(field, catalogue), name.empty() ? Json() : Json(name));
}

// --- structure ------------------------------------------------------------------------------------------------------

bool SchemaWriter::is_documenting() const { return frames_.size() <= deepest_example; }

bool SchemaWriter::enter(Field field)
{
    Shape const shape = std::exchange(optional_, false) ? Shape::optional_group : Shape::group;
    if (field.is_required) frames_.back().require(field.name);
    Frame inner{shape, std::string(field.name), describe(field)};
    for (Node const& preset : frames_.back().presets)
        if (Node const* given = preset.find(field.name); given && given->kind == Node::Kind::map)
            inner.presets.push_back(*given);
    frames_.push_back(std::move(inner));
    return true;
}

bool SchemaWriter::present(Field field, bool current)
{
    optional_ = current || is_documenting();
    if (!optional_) frames_.back().add(field, Json::object(), describe(field), {});
    return current;
}

std::optional<std::size_t> SchemaWriter::enter_list(Field field, std::size_t)
{
    if (field.is_required) frames_.back().require(field.name);
    frames_.push_back({Shape::list, std::string(field.name), describe(field)});
    return std::nullopt;
}

std::optional<std::vector<std::string>> SchemaWriter::enter_table(Field field, std::span<std::string const>)
{
    if (field.is_required) frames_.back().require(field.name);
    frames_.push_back({Shape::table, std::string(field.name), describe(field)});
    return std::nullopt;
}

// One example stands for all items and names.
bool SchemaWriter::enter_example()
{
    if (!frames_.back().item.is_null()) return false;
    frames_.push_back({Shape::item, "", ""});
    return true;
}

bool SchemaWriter::enter_item(std::size_t) { return enter_example(); }
bool SchemaWriter::enter_named(std::string_view) { return enter_example(); }

bool SchemaWriter::enter_unread(Field field, std::size_t fewest)
{
    frames_.push_back({Shape::names, std::string(field.name), describe(field)});
    frames_.back().fewest = fewest;
    return true;
}

void SchemaWriter::leave()
{
    Frame const inner = std::move(frames_.back());
    frames_.pop_back();
    Frame& outer = frames_.back();
    bool const is_first = outer.put(inner.name, inner.json());
    // A group is there even if nobody writes it, unless it is short for something else; a key that must be written in
    // it makes it one that must be, too.
    if (inner.shape == Shape::group && !inner.required.empty() && is_first) outer.require(inner.name);
}

} // namespace tianji
