// What the user wrote, checked and resolved. It knows nothing of threads or results and does not change any more.
#pragma once

#include "engine/scenario/binder.hpp"
#include "engine/scenario/header.hpp"
#include "engine/scenario/overlay.hpp"
#include "engine/scenario/resolved.hpp"
#include "engine/scenario/rules.hpp"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tianji {

// Keys laid over a scenario from some tick on: a file of their own or what an experiment says.
struct Policy {
    std::string text; // YAML, a map; empty: see changes
    std::string file; // stands in messages
    std::vector<Override> changes = {};
};

struct Scenario {
    Header header;
    std::shared_ptr<Rules const> rules;
    Model model;
    std::filesystem::path path;    // of the file, or the name given to its text
    std::string source_text;       // as it was read
    std::string sha256;            // of source_text
    std::vector<InputFile> inputs; // in the order they are declared
    std::vector<Override> overrides;
    std::string resolved; // every value as YAML without comments: part of a run's identity
    std::vector<ResolvedLine> resolved_lines;
};

// The text of a scenario, parsed once to be read many times under different overrides.
struct ScenarioSource {
    std::string text, sha256;
    std::string name;             // stands in messages
    std::filesystem::path folder; // what input files are relative to
    Node tree;
};
ScenarioSource scenario_source(std::string_view text, std::string const& name, std::filesystem::path const& folder);

// All throw InvalidInput with everything that is wrong, in the order of the file.
Scenario read_scenario(std::filesystem::path const& path, std::span<Model const> models,
                       std::span<Override const> overrides = {});

// Policies are laid over in their order, and may change only what the model lets them.
Scenario read_scenario(ScenarioSource const& source, std::span<Model const> models, std::span<Override const> overrides,
                       std::span<Policy const> policies);

// From a text kept elsewhere, for example in a result file. `name` stands in messages; input files are relative to
// `folder`.
Scenario read_scenario_text(std::string_view text, std::string const& name, std::filesystem::path const& folder,
                            std::span<Model const> models, std::span<Override const> overrides = {},
                            std::span<Policy const> policies = {});

} // namespace tianji
