// The run that a result file holds, made again: by verify, resume, branch and diff.
#pragma once

#include "engine/command_line/lockstep.hpp"
#include "engine/record/checkpoint.hpp"
#include "engine/record/provenance.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/simulation/simulation.hpp"

#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace tianji::command_line {

// Refuses another model or model version, and inputs that are not there or have changed.
void validate_origin(StoredRun const& run, std::filesystem::path const& path, std::span<Model const> models);

// Refuses to go on from what another engine, or one with other numerics, has left.
void validate_program(StoredRun const& run, std::filesystem::path const& path);

// Puts a simulation where the checkpoint was. Throws InvalidInput where the state is not the one that was saved.
void restore(Simulation& simulation, Checkpoint const& checkpoint, std::filesystem::path const& path);

// What may explain a difference between then and now, as lines, or nothing.
std::string other_program(StoredRun const& run);

// The scenario as it was run; `path` stands in messages.
Scenario scenario_of(StoredRun const& run, std::filesystem::path const& path, std::span<Model const> models);

// Refuses a scenario that is no longer what the run resolved it to.
void validate_scenario(Scenario const& scenario, StoredRun const& run, std::filesystem::path const& path);

// The run before its first tick.
std::unique_ptr<Replay> replay_of(StoredRun const& run, std::filesystem::path const& path, int threads,
                                  std::span<Model const> models);

} // namespace tianji::command_line
