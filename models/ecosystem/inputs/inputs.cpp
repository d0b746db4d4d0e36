#include "models/ecosystem/inputs/inputs.hpp"

#include "engine/base/message.hpp"
#include "engine/base/text.hpp"
#include "engine/simulation/builder.hpp"

#include <algorithm>

namespace tianji::ecosystem {

void CsvInputs::declare(Parameters& p)
{
    p.file(organisations, Field{"organisations", "", "CSV: org_id, name, type (PRC, HES, REC, PUB, OTH)"}.required());
    p.file(projects,
           Field{"projects", "", "CSV: project_id, programme (fields joined by |), start_date, end_date"}.required());
    p.file(participations, Field{"participations", "", "CSV: project_id, org_id, role, contribution_eur"}.required());
    p.file(fields, Field{"fields", "", "CSV: field, has_technologies, start_level, gain_low, gain_high"}.required());
    p.money(largest_project,
            {"largest_project", "million", "a larger one is left out of the yearly budget",
             "CORDIS: EUROfusion is an outlier"},
            at_least(0));
    p.choice(incomplete, {"incomplete", "", "what becomes of rows in which a cell that is needed is missing"},
             {{"refuse", Incomplete::refuse, "they are refused"},
              {"leave_out", Incomplete::leave_out,
               "they are left out, and so is what refers to them; how many there are is told"}});
    p.texts(keep,
            {"keep", "", "columns of the file of organisations that go to the list of organisations in the result"});
}

// A column becomes a variable of the result file, beside those that it has.
void CsvInputs::validate(Parameters& p) const
{
    constexpr std::string_view taken[] = {"slot", "key",    "org_id",    "kind",           "born",
                                          "died", "active", "first_win", "public_received"};
    for (std::size_t i = 0; i < keep.size(); ++i) {
        std::string const path = "keep." + std::to_string(i);
        auto const here = keep.begin() + static_cast<std::ptrdiff_t>(i);
        bool const is_odd = keep[i].empty() || keep[i] == "." || keep[i].find('/') != std::string::npos;
        if (is_odd)
            p.refuse(path, "'keep' has '" + keep[i] + "'", "no variable of a result file can be called so",
                     "rename the column");
        else if (std::ranges::find(taken, keep[i]) != std::end(taken))
            p.refuse(path, "'keep' has '" + keep[i] + "'", "the list of organisations has a column of this name",
                     "remove it or rename the column");
        else if (std::find(keep.begin(), here, keep[i]) != here)
            p.refuse(path, "'keep' has '" + keep[i] + "' twice", "a column is kept once", "remove one");
    }
}

void SyntheticInputs::declare(Parameters& p)
{
    p.integer(firms, {"firms", "1", "firms (PRC)"}, range(1, 1e6));
    p.integer(universities, {"universities", "1", "universities (HES)"}, range(0, 1e6));
    p.integer(labs, {"labs", "1", "labs (REC)"}, range(0, 1e6));
    p.integer(public_bodies, {"public_bodies", "1", "public bodies (PUB)"}, range(0, 1e6));
    p.integer(intermediaries, {"intermediaries", "1", "intermediaries (OTH)"}, range(0, 1e6));
    p.integer(latent, {"latent", "1", "firms nobody has seen yet"}, range(0, 1e6));
    p.either(
        {"fields", "", "names of the fields of knowledge, or how many there are: field1, field2 …"},
        [&](Field field) { p.texts(fields, field); }, Written::value,
        [&](Field field) {
            auto n = static_cast<std::int64_t>(fields.size());
            p.integer(n, field, range(1, most_fields));
            fields = numbered_fields(std::clamp<std::int64_t>(n, 1, most_fields)); // beyond it was refused
        });
    p.integer(projects, {"projects", "1", "projects running at the start"}, range(0, 1e6));
    p.number(topics_per_year, {"topics_per_year", "1/year", "technologies that appear in each field"}, range(0, 1e5));
    p.money(budget, {"budget", "million/year", "public money of a year, over all fields"}, at_least(0));
    p.money(smallest_project,
            {"smallest_project", "million", "least money of a project running at the start", "assumed"}, at_least(0));
    p.money(largest_project, {"largest_project", "million", "most money of such a project", "assumed"}, at_least(0));
}

void SyntheticInputs::validate(Parameters& p) const
{
    if (fields.empty() || fields.size() > most_fields)
        p.refuse("fields", "'fields' has " + plural(fields.size(), "name"), "must be between 1 and 32", "");
    for (std::size_t i = 0; i < fields.size(); ++i) {
        auto const here = fields.begin() + static_cast<std::ptrdiff_t>(i);
        if (fields[i].empty() || std::find(fields.begin(), here, fields[i]) != here)
            p.refuse("fields." + std::to_string(i), "'fields' has '" + fields[i] + "'",
                     fields[i].empty() ? "a field needs a name" : "an earlier field has this name", "");
    }
    if (largest_project >= Money{} && smallest_project > largest_project)
        p.refuse("smallest_project", "smallest_project is above largest_project", "no amount is between them",
                 "swap them");
}

void Inputs::declare(Parameters& p)
{
    p.optional_group(csv, {"csv", "", "real organisations, projects and participations"}, csv_defaults);
    p.optional_group(synthetic, {"synthetic", "", "a synthetic ecosystem"}, synthetic_defaults);
}

void Inputs::validate(Parameters& p) const
{
    if (csv && synthetic)
        p.refuse("synthetic", "both csv and synthetic inputs", "a run has one starting state", "remove one of them");
    if (!csv && !synthetic)
        p.refuse("", "no inputs", "a run needs organisations", "add inputs: {synthetic: {firms: 120}} or csv files");
}

std::vector<std::string> Inputs::field_names() const
{
    try {
        return csv ? csv->field_names() : synthetic ? synthetic->fields : std::vector<std::string>{};
    } catch (InvalidInput const&) {
        return {};
    }
}

std::vector<std::string> numbered_fields(std::int64_t n)
{
    std::vector<std::string> names;
    for (std::int64_t f = 0; f < n; ++f) names.push_back("field" + std::to_string(f + 1));
    return names;
}

Founding Inputs::make(Builder const& builder) const
{
    return csv ? csv->read(builder.clock()) : synthetic->draw(builder);
}

Founding SyntheticInputs::draw(Builder const& builder) const
{
    Founding founding;
    auto const n_fields = static_cast<std::int64_t>(fields.size());
    for (std::string const& name : fields)
        founding.fields.push_back({name, true, 3, 2, 3, topics_per_year, {budget.minor / n_fields}});
    auto const add = [&](std::int64_t n, Kind kind, Standing standing, std::string const& name) {
        for (std::int64_t i = 0; i < n; ++i)
            founding.organisations.push_back({name + std::to_string(i + 1), kind, standing});
    };
    add(firms, Kind::firm, Standing::active, "firm");
    add(universities, Kind::university, Standing::active, "university");
    add(labs, Kind::lab, Standing::active, "lab");
    add(public_bodies, Kind::public_body, Standing::active, "public_body");
    add(intermediaries, Kind::intermediary, Standing::active, "intermediary");
    std::size_t const n_active = founding.organisations.size();
    add(latent, Kind::firm, Standing::latent, "latent");
    for (std::int64_t i = 0; i < projects; ++i) {
        Stream luck = builder.luck("synthetic projects", static_cast<std::uint64_t>(i));
        FoundingProject project;
        std::size_t const size = 1 + luck.below(4);
        for (std::size_t m = 0; m < size; ++m) {
            auto const member = static_cast<std::uint32_t>(luck.below(n_active));
            if (std::ranges::find(project.members, member) == project.members.end()) project.members.push_back(member);
        }
        project.shares.assign(project.members.size(), 1.0 / static_cast<double>(project.members.size()));
        project.fields = {static_cast<std::uint32_t>(luck.below(fields.size()))};
        project.starts = -1 - static_cast<std::int64_t>(luck.below(11));
        project.ends = project.starts + 12;
        project.contribution = millions(luck.uniform(in_millions(smallest_project), in_millions(largest_project)));
        founding.projects.push_back(std::move(project));
    }
    return founding;
}

} // namespace tianji::ecosystem
