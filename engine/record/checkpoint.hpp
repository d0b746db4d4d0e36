// A checkpoint: a result file that is complete up to its tick and also holds the whole state, so that the run can go
// on from there (FORMAT.md).
#pragma once

#include "engine/world/state.hpp"

#include <cstdint>
#include <filesystem>

namespace tianji {

inline constexpr std::int64_t checkpoint_version = 1;

enum class Audit : std::uint8_t; // engine/simulation/simulation.hpp

// When a run leaves checkpoints, and where; each replaces the one before.
struct CheckpointPlan {
    std::int64_t every = 0; // [tick] 0: never
    std::filesystem::path path;

    bool is_due(std::int64_t ticks_completed) const { return every > 0 && ticks_completed % every == 0; }
};

struct Checkpoint {
    std::int64_t ticks = 0;   // completed
    std::int64_t every = 0;   // [tick] the plan of the run
    Audit audit{};            // of the run
    std::uint64_t digest = 0; // of the state
    SavedState state;         // of the world
    SavedState recorder;      // what the recorder has yet to write
};

// Where the checkpoints of a result go: results/x.h5 to results/x.checkpoint.h5.
std::filesystem::path checkpoint_of(std::filesystem::path const& result);
// The result of a checkpoint; the same path where that does not follow from its name.
std::filesystem::path result_of(std::filesystem::path const& checkpoint);

// A copy of `result`, flushed and still being written, with the state. Replaces `path` at once or not at all. Throws
// InvalidInput where it cannot be written.
void write_checkpoint(Checkpoint const& checkpoint, std::filesystem::path const& result,
                      std::filesystem::path const& path);

// Throws InvalidInput where the file is no checkpoint, is damaged or has another version.
Checkpoint read_checkpoint(std::filesystem::path const& path);

} // namespace tianji
