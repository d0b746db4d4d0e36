#include "engine/command_line/conduct.hpp"
#include "engine/command_line/description.hpp"
#include "engine/command_line/verbs.hpp"
#include "engine/record/expected_size.hpp"
#include "engine/record/output_path.hpp"
#include "engine/record/provenance.hpp"

#include <fmt/format.h>

#include <string_view>
#include <system_error>
#include <utility>

namespace tianji::command_line {

namespace fs = std::filesystem;

namespace {

// The name of the scenario, or of its file, as a file name that needs no quotes in a shell.
std::string result_name(Scenario const& scenario)
{
    std::string name = scenario.header.name.empty() ? scenario.path.stem().string() : scenario.header.name;
    for (char& c : name) {
        bool const is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                              std::string_view("-_.").find(c) != std::string_view::npos ||
                              static_cast<unsigned char>(c) >= 0x80;
        if (!is_plain) c = '_';
    }
    if (name.starts_with('.')) name[0] = '_';
    return name + ".h5";
}

// The file to write. Refused before the work begins where it must not or cannot be written.
fs::path output_of(RunOptions const& options, Scenario const& scenario)
{
    fs::path const folder = "results";
    fs::path path = options.output ? *options.output : folder / result_name(scenario);
    bool const folder_will_be_made = !options.output && !fs::exists(folder);
    if (!folder_will_be_made) validate_output(path, options.overwrite, files_of(scenario));
    return path;
}

} // namespace

int run_scenario(RunOptions const& options, std::span<Model const> models)
{
    Scenario const scenario = read_scenario(options.scenario, models, options.overrides);
    fs::path const path = output_of(options, scenario);
    CheckpointPlan const plan{options.checkpoint_every, checkpoint_of(path)};
    validate_checkpoint(plan, options.overwrite, files_of(scenario));

    Simulation simulation = simulation_of(scenario, options.replicate, options.threads, options.audit);
    if (options.profile) simulation.start_profile();
    RunLayout const layout = layout_of(simulation, scenario); // refused before a folder is made
    if (options.talk == Talk::normal) print_notes(description_of(scenario));
    if (options.talk == Talk::normal)
        fmt::print("writing {}: {}\n", path.string(), expected_size_text(layout, simulation));
    std::error_code ignored; // a folder that is not there is refused by the recorder
    if (!options.output) fs::create_directories(path.parent_path(), ignored);
    return conduct(simulation, scenario,
                   {provenance_of(scenario, {options.replicate, options.threads, options.command_line}),
                    path,
                    options.overwrite,
                    {plan},
                    options.talk});
}

} // namespace tianji::command_line
