// An experiment expanded into runs. What is planned follows from the texts of the experiment and its base alone, so a
// plan can be made again anywhere and is the same.
#pragma once

#include "engine/experiment/design/experiment.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tianji {

struct PlannedRun {
    std::size_t point = 0;
    std::int64_t replicate = 0;
    std::size_t policy = 0;
    std::string id; // identity: 32 hexadecimal digits; runs that cannot differ have the same
};

// The scenario of a policy in a design point. In a branch the history has a scenario of its own, which the policies of
// a design point share.
struct Cell {
    Scenario scenario;
    std::optional<Scenario> history;
    std::int64_t branch_tick = 0; // [tick] completed when the policy begins; 0: no branch
    // Its scale is found run by run, so that its outlay is that of the policy it stands beside; `scenario` has 1.
    bool seeks_scale = false;
    std::string id; // of all its runs, without the replicate
};

struct Plan {
    Experiment experiment;
    std::vector<std::vector<std::string>>
        points; // (n_points, n_factors) values as YAML; one empty point without factors
    std::vector<std::vector<std::uint8_t>> reaches; // (n_policies, n_factors) 1 where the policy has the factor's path
    std::vector<PlannedRun> runs;   // by point, replicate, policy: those that share a history are neighbours
    std::vector<std::string> asked; // measures to compare; empty: all

    // With those that only stand beside another; they come behind the compared ones.
    std::size_t n_policies() const { return experiment.policies.size(); }
    std::size_t n_compared() const;
    // The one that stands beside a compared policy in another world. Outcomes are asked for.
    std::size_t beside(std::size_t policy, Arm arm) const;
};

// Reads every cell. Throws InvalidInput with what is wrong with any of them: a policy or level that breaks the base, a
// path that no policy has, a factor that changes nothing, outcomes of a model that has none.
Plan plan_of(Experiment experiment, std::span<Model const> models);

// The same without its runs, for a plan whose manifest was written before: reads one cell per policy only.
Plan plan_without_runs(Experiment experiment, std::span<Model const> models);

// The same for looking at what was run: reads no cell, so none of the files that runs read has to be there. Which
// factors reach which policies is for the manifest to say.
Plan plan_to_look_at(Experiment experiment, std::span<Model const> models);

// What the texts alone say of a cell: calendar, money, seed, the name of the model.
Header header_of(Plan const& plan, std::size_t policy, std::size_t point, std::span<Model const> models);

// The scenario of the run, as it was planned. `scale`: of one that seeks it.
Cell cell_of(Plan const& plan, std::size_t policy, std::size_t point, std::span<Model const> models,
             double scale = 1.0);

// The identity of a run of the cell.
std::string id_of(Cell const& cell, std::int64_t replicate);

// That policies or design points end at different times; empty where all end together.
std::string horizons_in_words(Plan const& plan, std::span<Model const> models);

// The command that makes the run on its own; empty for a run with a shared history.
std::string command_of(Plan const& plan, PlannedRun const& run);

} // namespace tianji
