// The state from which a run starts, whatever it was read from: real data or a synthetic draw.
#pragma once

#include "engine/base/message.hpp"
#include "engine/base/money.hpp"
#include "models/ecosystem/words/kinds.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tianji::ecosystem {

// A project keeps its fields as one bit each.
inline constexpr std::size_t most_fields = 32;

// One field of knowledge. Fields without technologies teach skills only (basic research, mobility).
struct FieldOfKnowledge {
    std::string name;
    bool has_technologies = true;
    std::int32_t start_level = 3; // readiness of new technologies
    std::int32_t gain_low = 2;    // levels asked for, at least
    std::int32_t gain_high = 3;   // at most
    double topics_per_year = 0.0; // technologies that appear
    Money budget_per_year;        // public money the base year awarded
};

struct FoundingOrganisation {
    std::string name;
    Kind kind = Kind::firm;
    Standing standing = Standing::active;
    std::string key = {};                 // in the file it was read from
    std::vector<std::string> labels = {}; // what the file says in the columns that are kept
};

// A project that started before the run: it taught, tied, and may still be running.
struct FoundingProject {
    std::vector<std::uint32_t> members; // indices of organisations, the lead first
    std::vector<double> shares;         // [1] of the money, sum 1
    std::vector<std::uint32_t> fields;  // indices of fields, at least one
    std::int64_t starts = 0;            // [tick] negative
    std::int64_t ends = 0;              // [tick] last tick of work; running if >= 0
    Money contribution;                 // over its whole life
    std::string key;                    // in the file it was read from
};

// Ended projects teach and tie; those whose last tick of work is still to come go on.
inline bool is_running(FoundingProject const& project) { return project.ends >= 0; }

// [tick]
inline double life_of(FoundingProject const& project) { return static_cast<double>(project.ends - project.starts + 1); }

// Researchers that the money of a project pays for [FTE]; cost_per_tick of one of them [cent].
inline double staff_of(FoundingProject const& project, double cost_per_tick)
{
    return static_cast<double>(project.contribution.minor) / (cost_per_tick * life_of(project));
}

struct Founding {
    std::vector<FieldOfKnowledge> fields;
    std::vector<FoundingOrganisation> organisations;
    std::vector<FoundingProject> projects;
    std::vector<std::string> label_names; // of organisations
    // For the description only.
    std::size_t later_projects = 0; // that start with the run or later
    std::size_t empty_projects = 0; // that started before it, in which nobody takes part
    std::vector<Problem> notes;
};

} // namespace tianji::ecosystem
