// What the texts of an experiment and its base do not say of a sweep: sweep.yaml in its folder.
#pragma once

#include "engine/base/parameters.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tianji {

inline constexpr std::int64_t sweep_format = 1;

// An input as it was when the sweep was planned.
struct FrozenInput {
    std::string file, sha256;

    void declare(Parameters& p);
};

struct SweepFacts {
    std::int64_t format = sweep_format;
    std::string experiment_file, base_file, program, numerics, manifest;
    std::vector<FrozenInput> inputs;

    void declare(Parameters& p);
};

std::string text_of(SweepFacts const& facts);
// Throws InvalidInput with what is wrong with the file.
SweepFacts read_sweep_facts(std::filesystem::path const& file);

// How this program calls itself there.
std::string this_program();

} // namespace tianji
