#include "engine/scenario/reference.hpp"

#include "engine/base/text.hpp"
#include "engine/scenario/scalar.hpp"

#include <algorithm>
#include <utility>

namespace tianji {

namespace {

template <class T, class Write>
std::string list_text(std::vector<T> const& values, Write write)
{
    std::vector<std::string> items;
    for (T const& one : values) items.push_back(write(one));
    return '[' + joined(items) + ']';
}

std::vector<Word> words(std::span<ChoiceName const> names)
{
    std::vector<Word> result;
    for (ChoiceName const& one : names) result.push_back({std::string(one.name), std::string(one.meaning)});
    return result;
}

ParameterEntry& add_way(ParameterEntry& first, ParameterEntry second)
{
    first.type += " or " + second.type;
    if (first.range.empty()) first.range = std::move(second.range);
    if (first.default_value.empty()) first.default_value = std::move(second.default_value);
    return first;
}

} // namespace

PresetEntry entry_of(Preset const& preset)
{
    return {std::string(preset.name), std::string(preset.meaning), std::string(preset.yaml),
            std::string(preset.also_called)};
}

ParameterEntry& Reference::add(Field field, std::string type, std::string default_value, Range const& allowed)
{
    ParameterEntry entry;
    entry.path = path_;
    entry.path.emplace_back(field.name);
    entry.type = std::move(type);
    entry.unit = field.unit;
    entry.range = range_text(allowed);
    if (!field.is_required) entry.default_value = std::move(default_value);
    entry.meaning = field.meaning;
    entry.source = field.source;
    entry.is_required = field.is_required;
    for (ParameterEntry& first : entries_)
        if (first.path == entry.path) return add_way(first, std::move(entry));
    entries_.push_back(std::move(entry));
    return entries_.back();
}

// --- single values --------------------------------------------------------------------------------------------------

void Reference::number(double& value, Field field, Range allowed) { add(field, "number", number_text(value), allowed); }
void Reference::flag(bool& value, Field field) { add(field, "flag", value ? "true" : "false"); }
void Reference::text(std::string& value, Field field) { add(field, "text", quoted_text(value)); }
void Reference::date(std::chrono::sys_days& value, Field field) { add(field, "date", date_text(value)); }

void Reference::integer(std::int64_t& value, Field field, Range allowed)
{
    add(field, "whole number", std::to_string(value), allowed);
}

void Reference::moment(std::int64_t& tick, Field field, Range allowed, Moment)
{
    add(field, "tick or date", std::to_string(tick), allowed);
}

void Reference::money(Money& value, Field field, Range allowed_millions)
{
    add(field, "money in millions", money_text(value), money_range(allowed_millions));
}

void Reference::file(std::filesystem::path& value, Field field)
{
    add(field, "file", value.empty() ? "none" : quoted_text(value.string()));
}

void Reference::numbers(std::vector<double>& value, Field field, Range allowed)
{
    add(field, "list of numbers", list_text(value, number_text), allowed);
}

void Reference::texts(std::vector<std::string>& value, Field field)
{
    add(field, "list of words", list_text(value, quoted_text));
}

void Reference::left_to_others(Field field, Unread what)
{
    add(field, what == Unread::map ? "map" : "list of two or more values");
}

std::size_t Reference::choose(std::size_t current, Field field, std::span<ChoiceName const> names)
{
    add(field, "choice", std::string(names[current].name)).choices = words(names);
    return current;
}

void Reference::choose_several(std::vector<std::size_t>& current, Field field, std::span<ChoiceName const> names)
{
    auto name_of = [&](std::size_t index) { return std::string(names[index].name); };
    add(field, "list of choices", list_text(current, name_of)).choices = words(names);
}

void Reference::preset(std::string& name, Field field, std::span<Preset const> catalogue)
{
    ParameterEntry& entry = add(field, "preset", name.empty() ? "none" : name);
    for (Preset const& one : catalogue) entry.presets.push_back(entry_of(one));
}

// --- structure ------------------------------------------------------------------------------------------------------

void Reference::open(Field field, std::string type)
{
    add(field, std::move(type));
    path_.emplace_back(field.name);
}

bool Reference::enter(Field field)
{
    std::size_t const before = entries_.size();
    open(field, std::exchange(optional_, false) ? "optional group" : "group");
    bool const is_second_way = entries_.size() == before;
    if (is_second_way) path_.pop_back();
    return !is_second_way;
}

bool Reference::present(Field, bool current)
{
    optional_ = true;
    if (!current && !is_documenting()) optional_ = false;
    return current;
}

std::optional<std::size_t> Reference::enter_list(Field field, std::size_t)
{
    open(field, "list of groups");
    return std::nullopt;
}

std::optional<std::vector<std::string>> Reference::enter_table(Field field, std::span<std::string const>)
{
    open(field, "table from names to groups");
    return std::nullopt;
}

// One example stands for all items and names.
bool Reference::open_example()
{
    path_.emplace_back("*");
    bool const seen = std::any_of(entries_.begin(), entries_.end(), [&](ParameterEntry const& entry) {
        return entry.path.size() > path_.size() && std::equal(path_.begin(), path_.end(), entry.path.begin());
    });
    if (seen) path_.pop_back();
    return !seen;
}

bool Reference::enter_item(std::size_t) { return open_example(); }
bool Reference::enter_named(std::string_view) { return open_example(); }

bool Reference::enter_unread(Field field, std::size_t fewest)
{
    open(field, fewest == 0 ? "map from names" : "map from at least " + plural(fewest, "name"));
    return true;
}

} // namespace tianji
