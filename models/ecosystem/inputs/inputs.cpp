#include "models/ecosystem/inputs/inputs.hpp"

#include "engine/base/message.hpp"
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
}

void SyntheticInputs::declare(Parameters& p)
{
    p.integer(firms, {"firms", "1", "firms (PRC)"}, range(1, 1e6));
    p.integer(universities, {"universities", "1", "universities (HES)"}, range(0, 1e6));
    p.integer(labs, {"labs", "1", "labs (REC)"}, range(0, 1e6));
    p.integer(public_bodies, {"public_bodies", "1", "public bodies (PUB)"}, range(0, 1e6));
    p.integer(intermediaries, {"intermediaries", "1", "intermediaries (OTH)"}, range(0, 1e6));
    p.integer(latent, {"latent", "1", "firms nobody has seen yet"}, range(0, 1e6));
    p.integer(fields, {"fields", "1", "fields of knowledge"}, range(1, 32));
    p.integer(projects, {"projects", "1", "projects running at the start"}, range(0, 1e6));
    p.number(topics_per_year, {"topics_per_year", "1/year", "technologies that appear in each field"}, range(0, 1e5));
    p.money(budget, {"budget", "million/year", "public money of a year, over all fields"}, at_least(0));
}

void Inputs::declare(Parameters& p)
{
    p.optional_group(csv, {"csv", "", "real organisations, projects and participations"});
    p.optional_group(synthetic, {"synthetic", "", "a synthetic ecosystem"});
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
        return csv ? csv->field_names() : synthetic ? synthetic->field_names() : std::vector<std::string>{};
    } catch (InvalidInput const&) {
        return {};
    }
}

std::vector<std::string> SyntheticInputs::field_names() const
{
    std::vector<std::string> names;
    for (std::int64_t f = 0; f < fields; ++f) names.push_back("field" + std::to_string(f + 1));
    return names;
}

Founding Inputs::make(Builder const& builder) const
{
    return csv ? csv->read(builder.clock()) : synthetic->draw(builder);
}

Founding SyntheticInputs::draw(Builder const& builder) const
{
    Founding founding;
    for (std::string const& name : field_names())
        founding.fields.push_back({name, true, 3, 2, 3, topics_per_year, {budget.minor / fields}});
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
        project.fields = {static_cast<std::uint32_t>(luck.below(static_cast<std::uint64_t>(fields)))};
        project.starts = -1 - static_cast<std::int64_t>(luck.below(11));
        project.ends = project.starts + 12;
        project.contribution = millions(luck.uniform(0.3, 1.8));
        founding.projects.push_back(std::move(project));
    }
    return founding;
}

} // namespace tianji::ecosystem
