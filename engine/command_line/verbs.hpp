// What each verb does, apart from how its options are written.
#pragma once

#include "engine/record/result_file.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/simulation/simulation_of.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tianji::command_line {

inline constexpr int done = 0;
inline constexpr int failed = 1;
inline constexpr int refused = 2;

enum class Talk : std::uint8_t { normal, quiet };

struct RunOptions {
    std::filesystem::path scenario;
    std::optional<std::filesystem::path> output; // none: results/NAME.h5
    std::vector<Override> overrides;
    std::int64_t replicate = 0;
    int threads = 1;
    Overwrite overwrite = Overwrite::no;
    Audit audit = Audit::no;
    Talk talk = Talk::normal;
    bool profile = false;              // tell where the time went
    std::int64_t checkpoint_every = 0; // [tick] 0: never
    std::string command_line;          // as it was typed
};
int run_scenario(RunOptions const& options, std::span<Model const> models);

enum class Print : std::uint8_t { verdict, resolved };

struct CheckOptions {
    std::filesystem::path scenario;
    std::vector<Override> overrides;
    Print print = Print::verdict;
};
int check_scenario(CheckOptions const& options, std::span<Model const> models);

int explain_topic(std::string const& topic, std::span<Model const> models);
int print_schema(std::string const& topic, std::span<Model const> models);

struct ResumeOptions {
    std::filesystem::path checkpoint;
    std::optional<std::filesystem::path> output; // none: the result the checkpoint belongs to
    int threads = 1;
    Overwrite overwrite = Overwrite::no;
    Talk talk = Talk::normal;
    std::optional<std::int64_t> checkpoint_every; // [tick] none: as the run had it
    std::string command_line;
};
int resume_run(ResumeOptions const& options, std::span<Model const> models);

struct BranchOptions {
    std::filesystem::path checkpoint, policy;
    std::optional<std::filesystem::path> output; // none: the result of the checkpoint with the policy's name added
    int threads = 1;
    Overwrite overwrite = Overwrite::no;
    Talk talk = Talk::normal;
    std::int64_t checkpoint_every = 0; // [tick] 0: never
    std::string command_line;
};
int branch_run(BranchOptions const& options, std::span<Model const> models);

struct VerifyOptions {
    std::filesystem::path file;
    int threads = 1;
};
int verify_file(VerifyOptions const& options, std::span<Model const> models);

struct DiffOptions {
    std::filesystem::path one, two;
    int threads = 1;
};
int diff_files(DiffOptions const& options, std::span<Model const> models);

} // namespace tianji::command_line
