// What the user wants compared, checked: policies × design points × replicates on one base scenario.
#pragma once

#include "engine/experiment/design/factor.hpp"
#include "engine/scenario/document_kind.hpp"
#include "engine/scenario/scenario.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tianji {

inline constexpr std::int64_t experiment_format = 1;

enum class DesignKind : std::uint8_t { list, grid, latin_hypercube, sobol, saltelli, morris };

// As it is written in an experiment.
std::string_view name_of(DesignKind kind);

struct DesignSettings {
    DesignKind kind = DesignKind::grid;
    std::int64_t points = 0; // of a sampled design; blocks of a Saltelli, trajectories of a Morris design
    std::int64_t seed = 1;   // of a sampled design

    void declare(Parameters& p);
    void validate(Parameters& p) const;
};

// Enough replicates are done when the 95 % interval of the paired difference to the reference is this narrow for every
// other policy and in every design point.
struct PrecisionGoal {
    std::string measure;
    double half_width = 0.0; // in the unit of the measure

    void declare(Parameters& p);
};

inline constexpr Range replicate_range = range(1, 1e6);

struct ReplicateSettings {
    std::int64_t min = 20, max = 20;
    std::vector<PrecisionGoal> until;

    void declare(Parameters& p);
    void validate(Parameters& p) const;
};

struct RecordChoice {
    std::vector<std::string> measures; // empty: all

    void declare(Parameters& p);
};

// That the outcomes of every policy are wanted: what it brought, beside what would have been without it.
struct OutcomeSettings {
    double discount = 0.03; // [1/year]

    void declare(Parameters& p);
};

// What a policy is run for: to be compared with the others, or to stand beside one of these under the same luck, with
// what that does switched off or replaced by something of equal outlay (evaluation.hpp).
enum class Arm : std::uint8_t { compared, off, matched };

struct NamedPolicy {
    std::string name;
    std::vector<Override> changes; // of the base
    Arm arm = Arm::compared;
    std::size_t beside = 0; // the policy it stands beside; that itself where it is compared
    Location where;         // of its key
};

struct Experiment {
    std::string name;
    std::filesystem::path base_file;
    std::string branch_at;        // a date as it was written; empty: policies hold from the first tick on
    std::int64_t branch_tick = 0; // [tick] of that date; 0: none
    DesignSettings design;
    ReplicateSettings replicates;
    RecordChoice record;
    std::vector<std::string> primary; // measures that it is about; empty: all
    std::vector<Location> primary_where;
    std::optional<OutcomeSettings> outcomes;
    std::vector<NamedPolicy> policies; // at least one; the first is the reference
    std::vector<Factor> factors;

    std::filesystem::path path;  // of its file
    std::string text, base_text; // as they were read
};

// A name as result files write it.
std::string one_word(std::string name);

// The keys of an experiment, for `tianji explain experiment` and `tianji schema experiment`.
DocumentKind experiment_keys();

// Throws InvalidInput with everything that is wrong with the experiment's file; whether its policies and factors fit
// the base is found out when they are laid over it (plan.hpp).
Experiment read_experiment(std::filesystem::path const& path);
// From texts kept elsewhere; `base_file` as it was found when `text` was read from `path`.
Experiment read_experiment_text(std::string_view text, std::filesystem::path const& path, std::string_view base_text);

} // namespace tianji
