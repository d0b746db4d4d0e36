// The options of all verbs, as they are read from a command line.
#pragma once

#include "engine/base/processors.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace tianji::command_line {

// What CLI11 reads the options into, and what to do once it has.
struct Choices {
    std::string file, other, output, policy, topic, checkpoint;
    std::vector<std::string> sets;
    std::int64_t seed = -1; // -1: that of the scenario
    std::int64_t replicate = 0;
    int threads = usable_processors();
    bool overwrite = false, quiet = false, audit = false, resolved = false, profile = false;
    // of tianji sweep
    int jobs = usable_processors();
    double time_limit = 0.0;
    std::uint64_t index = 0, bundle = 0; // bundle 0: not said
    bool replan = false, as_planned = false, dry_run = false;
    std::uint64_t throttle = 0;          // tasks at a time; 0: as many as there is room for
    std::vector<std::string> for_sbatch; // what stands behind "--"
};

// Before the number of --checkpoint.
inline constexpr std::string_view checkpoint_word = "every=";

// Tells the parser what verbs there are and where their options go. `choices` outlives the parser.
void declare_compare(CLI::App& verb, Choices& choices);
void declare_sweep(CLI::App& sweep, Choices& choices);
void declare_verbs(CLI::App& program, Choices& choices);

} // namespace tianji::command_line
