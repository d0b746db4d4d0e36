// Reads organisations, projects and participations, and rebuilds every total from what had started before the run: the
// totals in the files are over all years and would leak the future.
#include "engine/base/text.hpp"
#include "models/ecosystem/inputs/csv_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tianji::ecosystem {

namespace {

using Names = std::vector<std::string>;

std::vector<FieldOfKnowledge> read_fields(std::filesystem::path const& path)
{
    CsvTable const table = read_csv(path);
    ColumnReader read(table);
    auto const names = read.texts("field");
    auto const technologies = read.integers("has_technologies", range(0, 1));
    auto const starts = read.integers("start_level", range(1, 8));
    auto const lows = read.integers("gain_low", range(1, 8));
    auto const highs = read.integers("gain_high", range(1, 8));
    CsvKeys const unique(names, CsvRows(table, read, Incomplete::refuse), read, "field");
    read.done();
    if (names.size() > most_fields)
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

// What a member may get, and all of them together [unit of the currency].
constexpr double largest_contribution = static_cast<double>(largest_amount.minor) / minor_per_major;
constexpr double largest_contributions = static_cast<double>(largest_sum.minor) / minor_per_major;

// The contributions in minor units; refused where their sum leaves the range.
std::vector<Money> read_contributions(ColumnReader& read)
{
    auto const given = read.optional_numbers("contribution_eur", range(0, largest_contribution));
    std::vector<Money> contributions;
    double sum = 0.0;
    for (std::size_t row = 0; row < given.size(); ++row) {
        double const one = given[row].value_or(0.0);
        contributions.push_back(rounded(one * static_cast<double>(minor_per_major)));
        bool const was_in_range = sum <= largest_contributions;
        if (one <= largest_contribution) sum += one; // a larger one was refused
        if (was_in_range && sum > largest_contributions)
            read.refuse(row, "contribution_eur", fmt::format("the contributions up to here sum to {:.0f}", sum),
                        fmt::format("the sum must be at most {}", largest_contributions), "check their unit");
    }
    return contributions;
}

void read_participations(CsvInputs const& files, CsvKeys const& organisations, CsvKeys const& projects,
                         std::vector<RawProject>& raw, std::vector<Problem>& notes)
{
    CsvTable const table = read_csv(files.participations);
    ColumnReader read(table);
    CsvRows rows(table, read, files.incomplete);
    auto const project_ids = rows.needed("project_id", read.optional_texts("project_id"));
    auto const org_ids = rows.needed("org_id", read.optional_texts("org_id"));
    auto const roles = rows.needed("role", read.optional_words("role", role_words));
    auto const contributions = read_contributions(read);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!rows.has(i)) continue;
        auto const project = projects.find(project_ids[i], i, read, "project_id", "project");
        auto const organisation = organisations.find(org_ids[i], i, read, "org_id", "organisation");
        if (!project || !organisation) continue;
        if (*project == CsvKeys::left_out || *organisation == CsvKeys::left_out)
            rows.leave_out(i);
        else
            add_participation(raw[*project], *organisation, roles[i] == 0, contributions[i]);
    }
    read.done();
    rows.tell(notes);
    if (auto note = read.doubtful_thousands("contribution_eur")) notes.push_back(std::move(*note));
}

// What can be run, though nothing much would happen.
void note_what_is_absent(CsvInputs const& files, Founding& founding)
{
    Location const where{files.projects.string()};
    if (std::ranges::none_of(founding.projects, [](auto const& one) { return is_running(one); }))
        founding.notes.push_back({where, "no project runs at the start", "all have ended or start later",
                                  "check start_date, end_date and calendar.start"});
    if (std::ranges::all_of(founding.fields, [](auto const& one) { return one.topics_per_year == 0.0; }))
        founding.notes.push_back({where, "no new technology appears during the run",
                                  "in fields that have technologies no project started in the year before",
                                  "check start_date and calendar.start"});
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

std::vector<FoundingOrganisation> organisations_of(CsvInputs const& files, CsvTable const& table,
                                                   CsvKeys& organisation_of, std::vector<Problem>& notes)
{
    ColumnReader read(table);
    CsvRows rows(table, read, files.incomplete);
    auto const ids = rows.needed("org_id", read.optional_texts("org_id"));
    auto const names = read.optional_texts("name");
    auto const kinds = rows.needed("type", read.optional_words("type", kind_words));
    std::vector<std::vector<std::optional<std::string_view>>> labels;
    for (std::string const& column : files.keep) labels.push_back(read.optional_texts(column));
    organisation_of = CsvKeys(ids, rows, read, "org_id");
    read.done();
    rows.tell(notes);
    std::vector<FoundingOrganisation> organisations;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!rows.has(i)) continue;
        FoundingOrganisation& one = organisations.emplace_back();
        one.name = names[i].value_or(ids[i]);
        one.kind = static_cast<Kind>(kinds[i]);
        one.standing = Standing::latent;
        one.key = ids[i];
        for (auto const& column : labels) one.labels.emplace_back(column[i].value_or(""));
    }
    if (std::ranges::find(organisations, Kind::firm, &FoundingOrganisation::kind) == organisations.end())
        throw InvalidInput(
            Problem{{table.file()}, "no firm (PRC)", "without one nobody sells, and money does not go round"});
    return organisations;
}

std::vector<RawProject> projects_of(CsvInputs const& files, CsvTable const& table, Clock const& clock,
                                    Names const& fields, CsvKeys& project_of, std::vector<Problem>& notes)
{
    ColumnReader read(table);
    CsvRows rows(table, read, files.incomplete);
    auto const ids = rows.needed("project_id", read.optional_texts("project_id"));
    auto const parts = read.optional_texts("programme");
    auto const starts = rows.needed("start_date", read.optional_dates("start_date"));
    auto const ends = rows.needed("end_date", read.optional_dates("end_date"));
    project_of = CsvKeys(ids, rows, read, "project_id");
    read.done();
    rows.tell(notes);
    std::vector<RawProject> raw;
    std::chrono::sys_days const year_ago{std::chrono::year_month_day{clock.start} - std::chrono::years{1}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!rows.has(i)) continue;
        if (ends[i] < starts[i])
            read.refuse(i, "end_date", "the project ends before it starts", "its duration would be negative",
                        "check both dates");
        RawProject& one = raw.emplace_back();
        one.project.key = ids[i];
        one.project.fields = fields_of(parts[i].value_or(""), fields, i, read);
        one.project.starts = clock.tick_of(starts[i]);
        one.project.ends = clock.tick_of(ends[i]);
        one.is_past = starts[i] < clock.start;
        one.is_base_year = one.is_past && starts[i] >= year_ago;
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

    CsvKeys organisation_of, project_of; // views into the tables
    CsvTable const organisation_table = read_csv(organisations), project_table = read_csv(projects);
    founding.label_names = keep;
    founding.organisations = organisations_of(*this, organisation_table, organisation_of, founding.notes);
    std::vector<RawProject> raw = projects_of(*this, project_table, clock, names, project_of, founding.notes);
    read_participations(*this, organisation_of, project_of, raw, founding.notes);

    for (RawProject& one : raw) {
        founding.later_projects += !one.is_past;
        founding.empty_projects += one.is_past && one.project.members.empty();
        if (!one.is_past || one.project.members.empty()) continue;
        set_shares(one);
        if (one.is_base_year) add_base_year(founding.fields, one.project, largest_project);
        for (std::uint32_t member : one.project.members) founding.organisations[member].standing = Standing::active;
        founding.projects.push_back(std::move(one.project));
    }
    note_what_is_absent(*this, founding);
    return founding;
}

} // namespace tianji::ecosystem
