#include "engine/record/provenance.hpp"

#include "engine/base/problem_list.hpp"
#include "engine/record/build_info.hpp"
#include "engine/record/numerics.hpp"
#include "engine/record/result_reader.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <sstream>
#include <string_view>
#include <unistd.h>

namespace tianji {

namespace {

// One per line: a path holds no "=", and neither holds a line break.
std::string text_of(std::vector<Override> const& overrides)
{
    std::string text;
    for (Override const& one : overrides) text += one.path + '=' + one.value + '\n';
    return text;
}

// "SHA256  NAME" per line, like sha256sum.
std::string text_of(std::vector<InputFile> const& inputs)
{
    std::string text;
    for (InputFile const& input : inputs) text += input.sha256 + "  " + input.written + '\n';
    return text;
}

template <class Use>
void for_each_line(std::string const& text, Use const& use)
{
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) use(line);
}

void add_lineage(std::vector<Attribute>& provenance, std::vector<Ancestor> const& lineage)
{
    for (std::size_t i = 0; i < lineage.size(); ++i) {
        Ancestor const& one = lineage[i];
        std::string const group = fmt::format("lineage/{}/", i + 1);
        provenance.push_back({group + "how", one.how});
        provenance.push_back({group + "file", one.file});
        provenance.push_back({group + "ticks", one.ticks});
        provenance.push_back({group + "digest", one.digest});
        provenance.push_back({group + "policy_file", one.policy_file});
        provenance.push_back({group + "policy", one.policy_text});
    }
}

std::string latest_policy(std::vector<Ancestor> const& lineage)
{
    std::string policy;
    for (Ancestor const& one : lineage)
        if (one.how == branched) policy = one.policy_file;
    return policy;
}

std::vector<Ancestor> read_lineage(ResultReader const& file)
{
    std::vector<Ancestor> lineage;
    for (std::string group = "/provenance/lineage/1"; file.has(group);
         group = fmt::format("/provenance/lineage/{}", lineage.size() + 1)) {
        auto const text = [&](char const* name) { return file.text(group, name).value_or(""); };
        lineage.push_back({text("how"), text("file"), file.integer(group, "ticks").value_or(0), text("digest"),
                           text("policy_file"), text("policy")});
    }
    return lineage;
}

} // namespace

std::string host_name()
{
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

std::string utc_now()
{
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

std::vector<Attribute> provenance_of(Scenario const& scenario, RunSettings const& settings)
{
    std::int64_t const seed = scenario.header.seed;
    auto const folder = std::filesystem::absolute(scenario.path).parent_path().lexically_normal();
    std::vector<Attribute> provenance{{"engine_version", std::string(build::version)},
                                      {"git_hash", std::string(build::git_hash)},
                                      {"compiler", std::string(build::compiler)},
                                      {"flags", std::string(build::flags)},
                                      {"numerics", numerics_fingerprint()},
                                      {"model", scenario.model.name},
                                      {"model_version", scenario.model.version},
                                      {"name", scenario.header.name},
                                      {"policy", latest_policy(settings.lineage)},
                                      {"scenario", scenario.source_text},
                                      {"scenario_sha256", scenario.sha256},
                                      {"scenario_file", scenario.path.filename().string()},
                                      {"scenario_folder", folder.string()},
                                      {"overrides", text_of(scenario.overrides)},
                                      {"inputs", text_of(scenario.inputs)},
                                      {"resolved_scenario", scenario.resolved},
                                      {"seed", seed},
                                      {"seed_text", std::to_string(seed)},
                                      {"replicate", settings.replicate},
                                      {"threads", std::int64_t{settings.threads}},
                                      {"currency", scenario.header.currency},
                                      {"host", host_name()},
                                      {"command_line", settings.command_line},
                                      {"started", settings.started.empty() ? utc_now() : settings.started}};
    add_lineage(provenance, settings.lineage);
    return provenance;
}

StoredRun read_stored_run(ResultReader const& file, std::filesystem::path const& path)
{
    auto const text = [&](char const* name) {
        auto found = file.has("/provenance") ? file.text("/provenance", name) : std::nullopt;
        if (!found)
            refuse_file(path.string(), fmt::format("the file does not say '{}'", name),
                        "without it the run cannot be repeated");
        return *std::move(found);
    };
    StoredRun run;
    run.model = text("model");
    run.model_version = text("model_version");
    run.scenario_text = text("scenario");
    run.scenario_file = text("scenario_file");
    run.scenario_folder = text("scenario_folder");
    run.replicate = file.integer("/provenance", "replicate").value_or(0);
    run.engine_version = text("engine_version");
    run.git_hash = text("git_hash");
    run.numerics = text("numerics");
    run.resolved_scenario = text("resolved_scenario");
    run.started = text("started");
    run.lineage = read_lineage(file);
    for_each_line(text("overrides"), [&](std::string const& line) {
        std::size_t const equals = line.find('=');
        run.overrides.push_back({line.substr(0, equals), line.substr(equals + 1)});
    });
    for_each_line(text("inputs"), [&](std::string const& line) {
        std::string const written = line.substr(line.find("  ") + 2);
        run.inputs.push_back({written, run.scenario_folder / written, line.substr(0, line.find(' '))});
    });
    return run;
}

} // namespace tianji
