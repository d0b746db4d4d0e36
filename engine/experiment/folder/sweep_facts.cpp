#include "engine/experiment/folder/sweep_facts.hpp"

#include "engine/record/build_info.hpp"
#include "engine/scenario/binder.hpp"
#include "engine/scenario/scalar.hpp"
#include "engine/scenario/yaml.hpp"

#include <fmt/format.h>

namespace tianji {

void FrozenInput::declare(Parameters& p)
{
    p.text(file, Field{"file", "", "path"}.required());
    p.text(sha256, Field{"sha256", "", "fingerprint"}.required());
}

void SweepFacts::declare(Parameters& p)
{
    p.integer(format, Field{"tianji_sweep", "", "format of the folder"}.required(), range(sweep_format, sweep_format));
    p.text(experiment_file, Field{"experiment_file", "", "where the experiment was read"}.required());
    p.text(base_file, Field{"base_file", "", "where the base was read"}.required());
    p.text(program, Field{"program", "", "what planned it"}.required());
    p.text(numerics, Field{"numerics", "", "fingerprint of its numbers"}.required());
    p.text(manifest, Field{"manifest_sha256", "", "fingerprint of manifest.csv"}.required());
    p.list(inputs, {"inputs", "", "files that the runs read"});
}

std::string text_of(SweepFacts const& facts)
{
    std::string text = fmt::format("tianji_sweep: {}\n", facts.format);
    auto const line = [&](char const* key, std::string const& value) {
        text += fmt::format("{}: {}\n", key, quoted_text(value));
    };
    line("experiment_file", facts.experiment_file);
    line("base_file", facts.base_file);
    line("program", facts.program);
    line("numerics", facts.numerics);
    line("manifest_sha256", facts.manifest);
    text += facts.inputs.empty() ? "inputs: []\n" : "inputs:\n";
    for (FrozenInput const& input : facts.inputs)
        text += fmt::format("  - {{file: {}, sha256: {}}}\n", quoted_text(input.file), quoted_text(input.sha256));
    return text;
}

SweepFacts read_sweep_facts(std::filesystem::path const& file)
{
    SweepFacts facts;
    Node root = read_yaml(file);
    Binder binder(root, file.parent_path());
    binder.visit(facts);
    binder.finish();
    return facts;
}

std::string this_program() { return fmt::format("{} ({})", build::version, build::git_hash); }

} // namespace tianji
