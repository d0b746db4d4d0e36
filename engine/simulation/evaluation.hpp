// What a model provides so that an experiment can say what a policy brought: two worlds to compare the policy with,
// and the questions asked of all three. Nothing here knows what an outcome is about.
#pragma once

#include "engine/scenario/overlay.hpp"
#include "engine/scenario/rules.hpp"
#include "engine/simulation/measure.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tianji {

// The measures of a finished run.
class RunValues {
public:
    // `values`: (ticks, values of all measures in their order), at least one tick. Both outlive it.
    RunValues(std::span<Measure const> measures, std::span<double const> values);

    std::size_t ticks() const { return values_.size() / width_; }
    // After a tick: one value, or one for each label; NaN where it was not observed. The run has the measure.
    std::span<double const> all(std::string_view measure, std::size_t tick) const;
    double at(std::string_view measure, std::size_t tick) const { return all(measure, tick)[0]; }
    std::span<double const> last(std::string_view measure) const { return all(measure, ticks() - 1); }

private:
    std::span<Measure const> measures_;
    std::span<double const> values_;
    std::size_t width_ = 0; // values in a tick
};

// The same replicate in three worlds.
struct Triple {
    RunValues policy;
    RunValues off;                    // with what the policy does switched off
    std::optional<RunValues> matched; // with something else of equal outlay in its place, where an estimand needs it
    std::size_t since = 0;            // [tick] in which the worlds part
    double ticks_per_year = 1.0;
    double discount = 0.0; // [1/year]

    // What a unit paid in a tick is worth in the tick in which the worlds part: (1 + discount)^(-years).
    double worth(std::size_t tick) const;
};

// A number that is estimated over replicates: the mean of the numerators or, with a denominator, the ratio of the means
// (not the mean of the ratios).
struct Estimand {
    std::string name, unit, meaning;
    std::function<double(Triple const&)> numerator;
    std::function<double(Triple const&)> denominator = nullptr;
    bool needs_matched = false;
};

// A world that a policy is seen beside.
struct Counterfactual {
    std::string name;    // its runs are those of "POLICY/name"
    std::string meaning; // as it follows "the same luck": "with the pumps off"
    // What is laid over the policy. `scale`: times the usual size of what is tuned; of no effect where nothing is.
    std::function<std::vector<Override>(Rules const& policy, double scale)> changes;
};

struct Evaluation {
    Counterfactual off;                // whatever the policy does, the same scenario comes out
    Counterfactual matched;            // its scale is sought run by run, so that it comes to the outlay of the policy
    std::string outlay;                // the measure that is matched: a running total
    std::string unmatched;             // why no scale may do, in words
    std::vector<std::string> measures; // what is asked for needs them
    std::vector<Estimand> estimands;
};

} // namespace tianji
