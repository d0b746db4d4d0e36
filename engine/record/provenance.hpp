// Where a result comes from: everything needed to run it again, and to know who ran it with what.
#pragma once

#include "engine/record/result_file.hpp"
#include "engine/scenario/overlay.hpp"
#include "engine/scenario/scenario.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tianji {

class ResultReader;

// What a run is beyond its scenario.
struct RunSettings {
    std::int64_t replicate = 0;
    int threads = 1;
    std::string command_line;
};

// Attributes of /provenance known before the run.
std::vector<Attribute> provenance_of(Scenario const& scenario, RunSettings const& settings);

// UTC, ISO 8601, to the second.
std::string utc_now();

// What a result file says of its run, as much as is needed to run it again.
struct StoredRun {
    std::string model, model_version;
    std::string scenario_text, scenario_file;
    std::filesystem::path scenario_folder;
    std::vector<Override> overrides;
    std::vector<InputFile> inputs; // path: where it was
    std::int64_t replicate = 0;
    std::string engine_version, git_hash, numerics;
};

// Throws InvalidInput where the file does not say.
StoredRun read_stored_run(ResultReader const& file, std::filesystem::path const& path);

} // namespace tianji
