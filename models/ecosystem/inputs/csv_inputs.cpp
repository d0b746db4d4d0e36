// Reads organisations, projects and participations, and rebuilds every total from what had started before the run: the
// totals in the files are over all years and would leak the future.
#include "engine/base/csv_columns.hpp"
#include "engine/base/text.hpp"
#include "models/ecosystem/inputs/inputs.hpp"

#include <algorithm>
#include <unordered_map>

namespace tianji::ecosystem {

namespace {

using Dictionary = std::unordered_map<std::string_view, std::uint32_t>;
using Names = std::vector<std::string>;

// Positions by key; a repeated key is refused where it stands.
Dictionary number(std::vector<std::string_view> const& keys, ColumnReader& read, std::string_view column)
{
    Dictionary positions;
    for (std::uint32_t i = 0; i < keys.size(); ++i)
        if (!positions.emplace(keys[i], i).second)
            read.refuse(i, column, "repeated key '" + std::string(keys[i]) + "'", "an earlier row has it",
                        "remove one of the rows");
    return positions;
}

std::vector<FieldOfKnowledge> read_fields(std::filesystem::path const& path)
{
    CsvTable const table = read_csv(path);
    ColumnReader read(table);
    auto const names = read.texts("field");
    auto const technologies = read.integers("has_technologies", range(0, 1));
    auto const starts = read.integers("start_level", range(1, 8));
    auto const lows = read.integers("gain_low", range(1, 8));
    auto const highs = read.integers("gain_high", range(1, 8));
    number(names, read, "field");
    read.done();
    if (names.size() > 32)
        read.refuse(32, "field", "more than 32 fields", "a project keeps its fields as 32 bits", "group some of them");
    std::vector<FieldOfKnowledge> fields;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (lows[i] > highs[i])
            read.refuse(i, "gain_low", "gain_low is above gain_high", "no technology could have a target", "swap them");
        fields.push_back({std::string(names[i]), technologies[i] == 1, static_cast<std::int32_t>(starts[i]),
                          static_cast<std::int32_t>(lows[i]), static_cast<std::int32_t>(highs[i]), 0.0, Money{}});
    }
    read.done();
    return fields;
}

// "SC2|SC5" → the indices of both. No field at all is the field named "none".
std::vector<std::uint32_t> fields_of(std::string_view parts, Names const& names, std::size_t row, ColumnReader& read)
{
    std::vector<std::uint32_t> found;
    while (true) {
        std::size_t const bar = parts.find('|');
        std::string_view const part = parts.empty() ? "none" : parts.substr(0, bar);
        auto const field = std::ranges::find(names, part);
        if (field != names.end())
            found.push_back(static_cast<std::uint32_t>(field - names.begin()));
        else
            read.refuse(row, "programme", "unknown field '" + std::string(part) + "'",
                        "the file of fields does not have it", did_you_mean(part, names));
        if (bar == std::string_view::npos) return found;
        parts.remove_prefix(bar + 1);
    }
}

struct RawProject {
    FoundingProject project;
    std::vector<Money> contributions;
    bool is_past = false;
    bool is_base_year = false;
};

void add_participation(RawProject& raw, std::uint32_t organisation, bool leads, Money given)
{
    auto& members = raw.project.members;
    auto const known = std::ranges::find(members, organisation);
    if (known != members.end()) {
        raw.contributions[static_cast<std::size_t>(known - members.begin())] += given;
        return;
    }
    // The coordinator leads; where it sits abroad, the first domestic participant does.
    members.insert(leads ? members.begin() : members.end(), organisation);
    raw.contributions.insert(leads ? raw.contributions.begin() : raw.contributions.end(), given);
}

// The coordinator leads; a partner is a third party.
constexpr std::string_view role_words[] = {"coordinator", "participant", "partner"};

void read_participations(std::filesystem::path const& path, Dictionary const& organisations, Dictionary const& projects,
                         std::vector<RawProject>& raw)
{
    CsvTable const table = read_csv(path);
    ColumnReader read(table);
    auto const project_ids = read.texts("project_id");
    auto const org_ids = read.texts("org_id");
    auto const roles = read.words("role", role_words);
    auto const money = read.optional_numbers("contribution_eur", at_least(0));
    for (std::size_t i = 0; i < project_ids.size(); ++i) {
        auto const project = projects.find(project_ids[i]);
        auto const organisation = organisations.find(org_ids[i]);
        if (project == projects.end())
            read.refuse(i, "project_id", "unknown project '" + std::string(project_ids[i]) + "'",
                        "the file of projects does not have it");
        if (organisation == organisations.end())
            read.refuse(i, "org_id", "unknown organisation '" + std::string(org_ids[i]) + "'",
                        "the file of organisations does not have it");
        if (project == projects.end() || organisation == organisations.end()) continue;
        add_participation(raw[project->second], organisation->second, roles[i] == 0,
                          rounded(money[i].value_or(0.0) * static_cast<double>(minor_per_major)));
    }
    read.done();
}

void set_shares(RawProject& raw)
{
    std::int64_t total = 0;
    for (Money money : raw.contributions) total += money.minor;
    raw.project.contribution = {total};
    auto const n = static_cast<double>(raw.contributions.size());
    for (Money money : raw.contributions)
        raw.project.shares.push_back(total > 0 ? static_cast<double>(money.minor) / static_cast<double>(total)
                                               : 1.0 / n);
}

// What the year before the run awarded, per field: one topic for two projects, and the money.
void add_base_year(std::vector<FieldOfKnowledge>& fields, FoundingProject const& project, Money largest)
{
    double const part = 1.0 / static_cast<double>(project.fields.size());
    for (std::uint32_t f : project.fields) {
        if (!fields[f].has_technologies) continue;
        fields[f].topics_per_year += 0.5 * part;
        if (project.contribution <= largest) fields[f].budget_per_year += share_of(project.contribution, part);
    }
}

std::vector<FoundingOrganisation> organisations_of(CsvTable const& table, Dictionary& organisation_of)
{
    ColumnReader read(table);
    auto const ids = read.texts("org_id");
    auto const names = read.optional_texts("name");
    auto const kinds = read.words("type", kind_words);
    organisation_of = number(ids, read, "org_id");
    read.done();
    if (std::ranges::find(kinds, static_cast<std::size_t>(Kind::firm)) == kinds.end())
        throw InvalidInput(
            Problem{{table.file()}, "no firm (PRC)", "without one nobody sells, and money does not go round"});
    std::vector<FoundingOrganisation> organisations;
    for (std::size_t i = 0; i < ids.size(); ++i)
        organisations.push_back(
            {std::string(names[i].value_or(ids[i])), static_cast<Kind>(kinds[i]), Standing::latent});
    return organisations;
}

std::vector<RawProject> projects_of(CsvTable const& table, Clock const& clock, Names const& fields,
                                    Dictionary& project_of)
{
    ColumnReader read(table);
    auto const ids = read.texts("project_id");
    auto const parts = read.optional_texts("programme");
    auto const starts = read.dates("start_date");
    auto const ends = read.dates("end_date");
    project_of = number(ids, read, "project_id");
    read.done();
    std::vector<RawProject> raw(ids.size());
    std::chrono::sys_days const year_ago{std::chrono::year_month_day{clock.start} - std::chrono::years{1}};
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (ends[i] < starts[i])
            read.refuse(i, "end_date", "the project ends before it starts", "its duration would be negative",
                        "check both dates");
        raw[i].project.fields = fields_of(parts[i].value_or(""), fields, i, read);
        raw[i].project.starts = clock.tick_of(starts[i]);
        raw[i].project.ends = clock.tick_of(ends[i]);
        raw[i].is_past = starts[i] < clock.start;
        raw[i].is_base_year = raw[i].is_past && starts[i] >= year_ago;
    }
    read.done();
    return raw;
}

} // namespace

std::vector<std::string> CsvInputs::field_names() const
{
    Names names;
    for (FieldOfKnowledge const& field : read_fields(fields)) names.push_back(field.name);
    return names;
}

Founding CsvInputs::read(Clock const& clock) const
{
    Founding founding;
    founding.fields = read_fields(fields);
    Names names;
    for (FieldOfKnowledge const& field : founding.fields) names.push_back(field.name);

    Dictionary organisation_of, project_of; // views into the tables
    CsvTable const organisation_table = read_csv(organisations), project_table = read_csv(projects);
    founding.organisations = organisations_of(organisation_table, organisation_of);
    std::vector<RawProject> raw = projects_of(project_table, clock, names, project_of);
    read_participations(participations, organisation_of, project_of, raw);

    for (RawProject& one : raw) {
        if (!one.is_past || one.project.members.empty()) continue;
        set_shares(one);
        if (one.is_base_year) add_base_year(founding.fields, one.project, largest_project);
        for (std::uint32_t member : one.project.members) founding.organisations[member].standing = Standing::active;
        founding.projects.push_back(std::move(one.project));
    }
    return founding;
}

} // namespace tianji::ecosystem
