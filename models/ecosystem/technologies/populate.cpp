// The technologies at the start of a run, and those that will appear.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/technologies/readiness.hpp"
#include "models/ecosystem/technologies/verbs.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace tianji::ecosystem {

namespace {

// The field whose technologies a project works on: its first that has any.
std::optional<std::uint32_t> technology_field(Founding const& founding, FoundingProject const& project)
{
    for (std::uint32_t field : project.fields)
        if (founding.fields[field].has_technologies) return field;
    return std::nullopt;
}

struct Topic {
    std::uint32_t field;
    std::int32_t appears;
};

// Technologies of projects in flight (one per two projects of a field and year of start), then those that will appear,
// spread over each year.
std::vector<Topic> topics_of(Builder const& b, Founding const& founding,
                             std::vector<MaybeRow<Technologies>>& topic_of_project)
{
    std::vector<Topic> topics;
    std::map<std::pair<std::uint32_t, std::int64_t>, std::pair<MaybeRow<Technologies>, int>>
        open; // the latest topic, projects on it
    auto const year = static_cast<std::int64_t>(b.clock().ticks_per_year());
    topic_of_project.assign(founding.projects.size(), {});
    for (std::size_t i = 0; i < founding.projects.size(); ++i) {
        FoundingProject const& project = founding.projects[i];
        auto const field = technology_field(founding, project);
        if (!is_running(project) || !field) continue;
        auto& [topic, count] =
            open.try_emplace({*field, (project.starts - year + 1) / year}, MaybeRow<Technologies>{}, 0).first->second;
        if (count % 2 == 0) {
            topic = Row<Technologies>{static_cast<std::uint32_t>(topics.size())};
            topics.push_back({*field, 0});
        }
        ++count;
        topic_of_project[i] = topic;
    }
    for (std::uint32_t field = 0; field < founding.fields.size(); ++field) {
        auto const total = static_cast<std::int64_t>(founding.fields[field].topics_per_year *
                                                     static_cast<double>(b.ticks()) / static_cast<double>(year));
        for (std::int64_t i = 0; i < total; ++i)
            topics.push_back({field, static_cast<std::int32_t>(i * b.ticks() / total)});
    }
    return topics;
}

} // namespace

std::vector<MaybeRow<Technologies>> make_technologies(Builder& b, TechnologyRule const& rule,
                                                      ResearchRule const& research, Founding const& founding)
{
    std::vector<MaybeRow<Technologies>> topic_of_project;
    std::vector<Topic> const topics = topics_of(b, founding, topic_of_project);
    auto const d = static_cast<std::uint32_t>(founding.fields.size());
    Technologies& t = b.world().add_population<Technologies>();
    t.requirement.set_width(d);
    t.populate(static_cast<std::uint32_t>(topics.size()));
    std::vector<MaybeRow<Technologies>> latest(d);
    for (std::uint32_t i = 0; i < topics.size(); ++i) {
        FieldOfKnowledge const& field = founding.fields[topics[i].field];
        Stream luck = b.luck("technology", i);
        t.field.values()[i] = static_cast<std::uint8_t>(topics[i].field);
        t.appears.values()[i] = topics[i].appears;
        t.start_level.values()[i] = t.level.values()[i] = field.start_level;
        auto const gain =
            field.gain_low +
            static_cast<std::int32_t>(luck.below(static_cast<std::uint64_t>(field.gain_high - field.gain_low + 1)));
        t.target.values()[i] = std::min(highest_level, field.start_level + gain);
        t.feasible.values()[i] = flag(luck.chance(research.feasible));
        t.quality.values()[i] = luck.normal();
        std::span<double> const required = t.requirement.row(i);
        required[topics[i].field] = std::clamp(rule.own_field + luck.uniform(-0.2, 0.2), 0.0, 1.0);
        if (d > 1) {
            auto const other = (topics[i].field + 1 + luck.below(d - 1)) % d;
            required[other] = luck.uniform(0.0, rule.other_field);
        }
        if (luck.chance(rule.prerequisites)) t.prerequisite.values()[i] = latest[topics[i].field];
        t.foreign_access.values()[i] = rule.foreign_access;
        latest[topics[i].field] = Row<Technologies>{i};
    }
    b.population<Readiness>(0);
    return topic_of_project;
}

} // namespace tianji::ecosystem
