// Many runs of a model, one per replicate, and what they measured: for results that hold on average.
//
// The tolerance classes of a target, as the tests name them:
//   A     analytic: max(1e-4 relative, one unit of the last digit that is printed)
//   S(R)  stochastic: |mean - reference| <= 4 · sqrt(SE² + SE_reference²) of at least R runs, SE < 1 % of the reference
//   F     finite size: a stated absolute band
#pragma once

#include "engine/scenario/rules.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tianji::validation {

// A mean over runs and its standard error.
struct Estimate {
    double mean = 0.0;
    double standard_error = 0.0;
};

Estimate estimate_of(std::vector<double> const& values);

inline constexpr std::uint64_t seed = 1; // of every ensemble, fixed in advance: replicates differ, seeds do not
inline constexpr std::int64_t last = -1; // the last tick

class Ensemble {
public:
    // `rest` is what stands in the scenario beside the calendar ("network: {agents: 100}, adoption: {…}"); the runs are
    // replicates 0 … runs-1, divided among all cores, each on one thread. Measures are observed in every tick, or only
    // at the end.
    enum class Observe : std::uint8_t { every_tick, end };
    Ensemble(Model const& model, std::string_view rest, std::int64_t ticks, std::size_t runs,
             Observe when = Observe::end);

    // One value per run; `entry` of a measure that is a vector. Ticks count from 0 and are observed at their end.
    std::vector<double> values(std::string const& measure, std::int64_t tick = last, std::size_t entry = 0) const;
    Estimate mean(std::string const& measure, std::int64_t tick = last, std::size_t entry = 0) const
    {
        return estimate_of(values(measure, tick, entry));
    }
    std::size_t runs() const { return runs_.size(); }
    std::int64_t ticks() const { return ticks_; }

private:
    // [observation][measure][entry]
    using Run = std::vector<std::vector<std::vector<double>>>;
    std::int64_t ticks_;
    Observe when_;
    std::map<std::string, std::size_t, std::less<>> position_;
    std::vector<Run> runs_;
};

// Class A: `printed_digits` is the number of decimals of the reference.
void check_analytic(double value, double reference, int printed_digits);
// Class S.
void check_stochastic(Estimate const& estimate, double reference, double reference_error = 0.0);
// Class F, or a band that the target states.
void check_band(double value, double reference, double band);

} // namespace tianji::validation
