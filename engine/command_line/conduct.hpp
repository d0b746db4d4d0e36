// Runs a simulation as the verbs do: with a progress bar, Ctrl-C, a result file and, if wanted, checkpoints.
#pragma once

#include "engine/command_line/verbs.hpp"
#include "engine/record/recorder.hpp"

#include <filesystem>
#include <span>
#include <vector>

namespace tianji::command_line {

struct Conduct {
    std::vector<Attribute> provenance;
    std::filesystem::path output;
    Overwrite overwrite = Overwrite::no;
    Restart restart;
    Talk talk = Talk::normal;
};

// Refuses to replace a checkpoint unasked, which may be all that is left of a run, and to replace an input.
void validate_checkpoint(CheckpointPlan const& plan, Overwrite overwrite,
                         std::span<std::filesystem::path const> inputs);

// To the end or until it is stopped; says what was written. Returns the exit status.
int conduct(Simulation& simulation, Scenario const& scenario, Conduct const& how);

} // namespace tianji::command_line
