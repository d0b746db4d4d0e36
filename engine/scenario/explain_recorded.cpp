#include "engine/scenario/explain_recorded.hpp"

#include "engine/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tianji {

namespace {

// "/tables/awards" is asked for as "awards".
std::string_view short_name(RecordedTable const& table)
{
    return std::string_view(table.group).substr(table.group.rfind('/') + 1);
}

std::string line_of(RecordedEntry const& entry)
{
    std::string const per = entry.per.empty() ? "" : fmt::format(" per {}", entry.per);
    return fmt::format("{} [{}]{}: {}", entry.name, entry.unit, per, entry.meaning);
}

std::string names_of(std::vector<RecordedEntry> const& columns)
{
    std::vector<std::string> names;
    for (RecordedEntry const& column : columns) names.push_back(column.name);
    return joined(names);
}

std::string with_words(RecordedEntry const& entry)
{
    return entry.words.empty() ? "" : fmt::format("    one of: {}\n", joined(entry.words));
}

std::string measure_section(RecordedEntry const& measure, Recorded const& of)
{
    return fmt::format("{}\n    a measure of the model {}\n", line_of(measure), of.model);
}

std::string table_section(RecordedTable const& table, Recorded const& of)
{
    std::string text = fmt::format("{}: {}\n    a table of the model {}\n", table.group, table.meaning, of.model);
    for (RecordedEntry const& column : table.columns)
        text += fmt::format("  {}\n{}", line_of(column), with_words(column));
    return text;
}

struct FoundColumn {
    RecordedEntry const* column;
    RecordedTable const* table;
    Recorded const* of;
};

std::string column_section(std::vector<FoundColumn> const& found, std::string_view topic)
{
    if (found.size() == 1)
        return fmt::format("{}\n{}    a column of {} of the model {}\n", line_of(*found[0].column),
                           with_words(*found[0].column), found[0].table->group, found[0].of->model);
    std::string text = fmt::format("{} is a column of several tables\n", topic);
    for (auto const& [column, table, of] : found)
        text += fmt::format("  {} of the model {} [{}]: {}\n", table->group, of->model, column->unit, column->meaning);
    return text;
}

std::string word_section(FoundColumn const& found, std::string_view word)
{
    return fmt::format("{}: a word of the column {} of {} of the model {} ({})\n", word, found.column->name,
                       found.table->group, found.of->model, found.column->meaning);
}

// "bass.adopted" in the model bass is "adopted".
std::string_view within(std::string_view topic, Recorded const& of)
{
    bool const is_named = topic.starts_with(of.model) && topic.substr(of.model.size()).starts_with('.');
    return is_named ? topic.substr(of.model.size() + 1) : topic;
}

} // namespace

std::string recorded_page(Recorded const& recorded)
{
    std::string text = "\nMeasures\n";
    for (RecordedEntry const& measure : recorded.measures) text += fmt::format("  {}\n", line_of(measure));
    if (!recorded.tables.empty()) text += "\nTables\n";
    for (RecordedTable const& table : recorded.tables)
        text += fmt::format("  {}: {}\n      {}\n", table.group, table.meaning, names_of(table.columns));
    return text;
}

std::vector<std::string> recorded_sections(std::span<Recorded const> all, std::string_view topic)
{
    std::vector<std::string> sections;
    std::vector<FoundColumn> columns, words;
    for (Recorded const& one : all) {
        std::string_view const inner = within(topic, one);
        for (RecordedEntry const& measure : one.measures)
            if (measure.name == inner) sections.push_back(measure_section(measure, one));
        for (RecordedTable const& table : one.tables) {
            if (inner == table.group || inner == table.group.substr(1) || inner == short_name(table))
                sections.push_back(table_section(table, one));
            for (RecordedEntry const& column : table.columns) {
                if (inner == column.name || inner == fmt::format("{}.{}", short_name(table), column.name))
                    columns.push_back({&column, &table, &one});
                if (std::ranges::find(column.words, inner) != column.words.end())
                    words.push_back({&column, &table, &one});
            }
        }
    }
    if (!columns.empty()) sections.push_back(column_section(columns, topic));
    for (FoundColumn const& found : words) sections.push_back(word_section(found, topic));
    return sections;
}

std::vector<std::string> recorded_topics(std::span<Recorded const> all)
{
    std::vector<std::string> topics;
    for (Recorded const& one : all) {
        for (RecordedEntry const& measure : one.measures) topics.push_back(measure.name);
        for (RecordedTable const& table : one.tables) {
            topics.emplace_back(short_name(table));
            for (RecordedEntry const& column : table.columns) topics.push_back(column.name);
        }
    }
    return topics;
}

} // namespace tianji
