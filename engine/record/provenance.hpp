// Where a result comes from: everything needed to run it again, and to know who ran it with what.
#pragma once

#include "engine/record/result_file.hpp"
#include "engine/scenario/overlay.hpp"
#include "engine/scenario/scenario.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tianji {

class ResultReader;

inline constexpr std::string_view resumed = "resumed", branched = "branched";

// Where a run that did not begin at tick 0 comes from.
struct Ancestor {
    std::string how;         // "resumed" or "branched"
    std::string file;        // the checkpoint, as it was named
    std::int64_t ticks = 0;  // completed when it was left
    std::string digest;      // of its state, hexadecimal
    std::string policy_file; // of a branch
    std::string policy_text; // laid over the scenario from there on
};

// What a run is beyond its scenario.
struct RunSettings {
    std::int64_t replicate = 0;
    int threads = 1;
    std::string command_line;
    std::string started = {};           // empty: now
    std::vector<Ancestor> lineage = {}; // the oldest first
};

// Attributes of /provenance known before the run. The name of one of a group below is its path: "lineage/1/file".
std::vector<Attribute> provenance_of(Scenario const& scenario, RunSettings const& settings);

// Of this machine; "unknown" where it has none.
std::string host_name();

// UTC, ISO 8601, to the second.
std::string utc_now();

// What a result file says of its run, as much as is needed to run it again.
struct StoredRun {
    std::string model, model_version;
    std::string scenario_text, scenario_file, resolved_scenario;
    std::filesystem::path scenario_folder;
    std::vector<Override> overrides;
    std::vector<InputFile> inputs; // path: where it was
    std::int64_t replicate = 0;
    std::string engine_version, git_hash, numerics, started;
    std::vector<Ancestor> lineage; // the oldest first
};

// Throws InvalidInput where the file does not say.
StoredRun read_stored_run(ResultReader const& file, std::filesystem::path const& path);

} // namespace tianji
