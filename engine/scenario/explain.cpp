#include "engine/scenario/explain.hpp"

#include "engine/base/text.hpp"
#include "engine/scenario/header.hpp"
#include "engine/scenario/node.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tianji {

namespace {

// Everything that can be explained about one model, another kind of file, or the keys all scenarios share.
struct Chapter {
    std::string name;  // empty for the shared keys
    std::string owner; // of its keys
    std::string title;
    std::vector<ParameterEntry> entries;
    std::vector<PresetEntry> presets;
    std::vector<Explanation> topics;
    Recorded const* recorded = nullptr; // null: not known without a scenario
};

void add_preset(std::vector<PresetEntry>& presets, PresetEntry preset)
{
    bool const known =
        std::any_of(presets.begin(), presets.end(), [&](auto const& one) { return one.name == preset.name; });
    if (!known) presets.push_back(std::move(preset));
}

Chapter chapter_of(Model const& model)
{
    Reference reference;
    auto const rules = model.make();
    reference.visit(*rules);
    Chapter chapter{model.name,
                    "the model " + model.name,
                    fmt::format("{} {}: {}", model.name, model.version, model.title),
                    reference.entries(),
                    {},
                    model.topics};
    for (ParameterEntry const& entry : chapter.entries)
        for (PresetEntry const& preset : entry.presets) add_preset(chapter.presets, preset);
    for (Preset const& one : model.presets) add_preset(chapter.presets, entry_of(one));
    return chapter;
}

std::vector<Chapter> chapters_of(std::span<Model const> models, std::span<DocumentKind const> others,
                                 std::span<Recorded const> recorded)
{
    Reference reference;
    Header header;
    reference.visit(header);
    std::vector<Chapter> chapters{{"", "every scenario", "Keys of every scenario", reference.entries(), {}, {}}};
    for (Model const& model : models) {
        chapters.push_back(chapter_of(model));
        auto const found = std::ranges::find(recorded, model.name, &Recorded::model);
        if (found != recorded.end()) chapters.back().recorded = &*found;
    }
    for (DocumentKind const& one : others)
        chapters.push_back({one.name, "every " + one.name, one.title, one.entries, {}, {}});
    return chapters;
}

// --- printing -------------------------------------------------------------------------------------------------------

std::string facts(ParameterEntry const& entry)
{
    std::string text = entry.type;
    if (!entry.unit.empty()) text += fmt::format(" [{}]", entry.unit);
    if (!entry.range.empty()) text += ", " + entry.range;
    if (entry.is_required) text += ", required";
    if (!entry.default_value.empty()) text += ", default " + entry.default_value;
    return text;
}

std::string names_of(ParameterEntry const& entry)
{
    std::vector<std::string> names;
    for (Word const& one : entry.choices) names.push_back(one.name);
    for (PresetEntry const& one : entry.presets) names.push_back(one.name);
    return joined(names);
}

std::string sourced(ParameterEntry const& entry)
{
    return entry.source.empty() ? entry.meaning : fmt::format("{} ({})", entry.meaning, entry.source);
}

std::string indented_entry(ParameterEntry const& entry, std::size_t outer)
{
    std::string const indent((entry.path.size() - outer) * 2, ' ');
    std::string text = fmt::format("{}{}: {}\n", indent, entry.path.back(), facts(entry));
    if (!entry.meaning.empty()) text += fmt::format("{}    {}\n", indent, sourced(entry));
    if (std::string const names = names_of(entry); !names.empty())
        text += fmt::format("{}    one of: {}\n", indent, names);
    return text;
}

bool is_within(ParameterEntry const& entry, std::vector<std::string> const& group)
{
    return entry.path.size() > group.size() && std::equal(group.begin(), group.end(), entry.path.begin());
}

std::string parameter_page(Chapter const& chapter, ParameterEntry const& entry)
{
    std::string text = fmt::format("{}: {}\n", joined(entry.path, "."), facts(entry));
    if (!entry.meaning.empty()) text += fmt::format("    {}\n", sourced(entry));
    text += fmt::format("    a key of {}\n", chapter.owner);
    for (Word const& one : entry.choices) text += fmt::format("  {}: {}\n", one.name, one.meaning);
    for (PresetEntry const& one : entry.presets) text += fmt::format("  {}: {}\n", one.name, one.meaning);
    for (ParameterEntry const& inner : chapter.entries)
        if (is_within(inner, entry.path)) text += indented_entry(inner, entry.path.size());
    return text;
}

std::string preset_page(PresetEntry const& preset)
{
    std::string text = fmt::format("{}: {}\n\n", preset.name, preset.meaning);
    std::string_view rest = preset.yaml;
    while (!rest.empty()) {
        std::size_t const end = std::min(rest.find('\n'), rest.size());
        text += fmt::format("    {}\n", rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return text;
}

std::string chapter_page(Chapter const& chapter)
{
    std::string text = chapter.title + "\n\n";
    for (ParameterEntry const& entry : chapter.entries) text += indented_entry(entry, 0);
    if (!chapter.presets.empty()) text += "\nPresets\n";
    for (PresetEntry const& one : chapter.presets) text += fmt::format("  {}: {}\n", one.name, one.meaning);
    if (!chapter.topics.empty()) text += "\nTopics\n";
    for (Explanation const& one : chapter.topics) text += fmt::format("  {}: {}\n", one.topic, one.title);
    if (chapter.recorded) text += recorded_page(*chapter.recorded);
    return text + fmt::format("\nFor editors: tianji schema {}\n", chapter.name.empty() ? "scenario" : chapter.name);
}

std::string overview(std::vector<Chapter> const& chapters, std::span<DocumentKind const> others,
                     std::span<Explanation const> terms)
{
    std::string text = "Models\n";
    for (std::size_t i = 1; i + others.size() < chapters.size(); ++i) text += fmt::format("  {}\n", chapters[i].title);
    text += "\nTopics\n  scenario: the keys that every scenario has\n";
    for (DocumentKind const& one : others) text += fmt::format("  {}: {}\n", one.name, one.title);
    for (Chapter const& chapter : chapters)
        for (Explanation const& one : chapter.topics) text += fmt::format("  {}: {}\n", one.topic, one.title);
    text += "\nPresets\n";
    for (Chapter const& chapter : chapters)
        for (PresetEntry const& one : chapter.presets) text += fmt::format("  {}: {}\n", one.name, one.meaning);
    if (!terms.empty()) text += "\nWords of comparisons and analyses\n";
    for (Explanation const& one : terms) text += fmt::format("  {}: {}\n", one.topic, one.title);
    return text +
           "\nAlso: any parameter, by its path or the end of it, any word of a choice, any measure, any table and its "
           "columns\n";
}

// --- finding --------------------------------------------------------------------------------------------------------

using Found = std::pair<Chapter const*, ParameterEntry const*>;

// The topic's parts are the end of the path; "*" in the path takes any name.
bool matches_end(std::vector<std::string> const& path, std::vector<std::string> const& topic)
{
    if (topic.empty() || topic.size() > path.size()) return false;
    auto same = [](std::string const& own, std::string const& asked) { return own == asked || own == "*"; };
    return path.back() == topic.back() &&
           std::equal(path.end() - static_cast<std::ptrdiff_t>(topic.size()), path.end(), topic.begin(), same);
}

std::vector<Found> find_parameters(std::vector<Chapter> const& chapters, std::string_view topic)
{
    std::vector<std::string> parts = split_path(topic);
    std::vector<Found> ends;
    std::vector<Found> whole;
    for (Chapter const& chapter : chapters) {
        bool const named = parts.size() > 1 && parts.front() == chapter.name;
        std::vector<std::string> const inner(parts.begin() + (named ? 1 : 0), parts.end());
        for (ParameterEntry const& entry : chapter.entries) {
            if (!matches_end(entry.path, inner)) continue;
            ends.emplace_back(&chapter, &entry);
            if (entry.path.size() == inner.size()) whole.emplace_back(&chapter, &entry);
        }
    }
    return whole.empty() ? ends : whole;
}

std::string parameter_section(std::vector<Found> const& found, std::string_view topic)
{
    if (found.size() == 1) return parameter_page(*found[0].first, *found[0].second);
    std::string text = fmt::format("{} is the name of several parameters; ask for one of\n", topic);
    for (auto const& [chapter, entry] : found)
        text += fmt::format("  {}{}{}: {}\n", chapter->name, chapter->name.empty() ? "" : ".", joined(entry->path, "."),
                            entry->meaning);
    return text;
}

std::string choice_section(std::vector<Chapter> const& chapters, std::string_view topic)
{
    std::string text;
    for (Chapter const& chapter : chapters)
        for (ParameterEntry const& entry : chapter.entries)
            for (Word const& word : entry.choices)
                if (word.name == topic)
                    text += fmt::format("{}: {} (a choice of {})\n", word.name, word.meaning, joined(entry.path, "."));
    return text;
}

bool is_called(Explanation const& one, std::string_view topic)
{
    return one.topic == topic || std::ranges::find(one.also_called, topic) != one.also_called.end();
}

std::string explanation_page(Explanation const& one) { return fmt::format("{}\n\n{}\n", one.title, one.text); }

// One message per thing that the topic may name.
std::vector<std::string> sections_about(std::vector<Chapter> const& chapters, std::string_view topic)
{
    std::vector<std::string> sections;
    if (topic == "scenario") sections.push_back(chapter_page(chapters.front()));
    for (Chapter const& chapter : chapters) {
        if (!chapter.name.empty() && chapter.name == topic) sections.push_back(chapter_page(chapter));
        for (Explanation const& one : chapter.topics)
            if (is_called(one, topic)) sections.push_back(explanation_page(one));
        for (PresetEntry const& one : chapter.presets)
            if (one.name == topic || one.also_called == topic) sections.push_back(preset_page(one));
    }
    if (auto const found = find_parameters(chapters, topic); !found.empty())
        sections.push_back(parameter_section(found, topic));
    if (std::string choices = choice_section(chapters, topic); !choices.empty()) sections.push_back(std::move(choices));
    return sections;
}

void add_topics(std::vector<std::string>& topics, std::span<Explanation const> explanations)
{
    for (Explanation const& one : explanations) {
        topics.push_back(one.topic);
        topics.insert(topics.end(), one.also_called.begin(), one.also_called.end());
    }
}

std::vector<std::string> all_topics(std::vector<Chapter> const& chapters)
{
    std::vector<std::string> topics{"scenario"};
    for (Chapter const& chapter : chapters) {
        if (!chapter.name.empty()) topics.push_back(chapter.name);
        add_topics(topics, chapter.topics);
        for (PresetEntry const& one : chapter.presets) {
            topics.push_back(one.name);
            if (!one.also_called.empty()) topics.push_back(one.also_called);
        }
        for (ParameterEntry const& one : chapter.entries) {
            topics.push_back(one.path.back());
            topics.push_back(joined(one.path, "."));
            for (Word const& word : one.choices) topics.push_back(word.name);
        }
    }
    return topics;
}

} // namespace

std::string explain(std::span<Model const> models, std::string_view topic, std::span<DocumentKind const> others,
                    std::span<Recorded const> recorded, std::span<Explanation const> terms)
{
    std::vector<Chapter> const chapters = chapters_of(models, others, recorded);
    if (topic.empty()) return overview(chapters, others, terms);
    std::vector<std::string> sections = sections_about(chapters, topic);
    for (std::string& section : recorded_sections(recorded, topic)) sections.push_back(std::move(section));
    for (Explanation const& one : terms)
        if (is_called(one, topic)) sections.push_back(explanation_page(one));
    if (!sections.empty()) return joined(sections, "\n");

    std::vector<std::string> known = all_topics(chapters);
    add_topics(known, terms);
    for (std::string& one : recorded_topics(recorded)) known.push_back(std::move(one));
    throw InvalidInput(problem_at({}, fmt::format("nothing is called '{}'", topic),
                                  "explain without a topic lists models, topics and presets",
                                  did_you_mean(topic, known)));
}

} // namespace tianji
