// How the benchmarks measure: two ways of doing the same, one after the other, several times; the median of the ratios.
//
// Machines are noisy and clocks wander: what was measured in the same second can be compared, what was not cannot.
#pragma once

#include "engine/scenario/scenario.hpp"
#include "engine/simulation/simulation_of.hpp"

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <string>
#include <vector>

namespace tianji::benchmarks {

// What run() takes: on one thread the processor's time, which other work on the machine hardly touches; on several the
// time on the clock.
template <class Run>
double seconds_of(int threads, Run const& run)
{
    auto const now = [=] {
        timespec time{};
        clock_gettime(threads == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time);
        return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    };
    double const begin = now();
    run();
    return now() - begin;
}

inline double median(std::vector<double> values)
{
    auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

// A model with parameters as a user writes them: `rest` is what stands in the scenario beside the calendar.
inline Scenario scenario_of(Model const& model, std::int64_t ticks, std::string const& rest)
{
    std::string const text = "{tianji: 1, model: " + model.name +
                             ", name: benchmark, calendar: {ticks: " + std::to_string(ticks) + "}" +
                             (rest.empty() ? "" : ", " + rest) + "}";
    return read_scenario_text(text, "benchmark", ".", std::vector{model});
}

inline Simulation simulation_of(Scenario const& scenario, int threads)
{
    return tianji::simulation_of(scenario, 0, threads);
}

// Takes all measures when they are due, as a recorder would.
class TakeMeasures : public Observer {
public:
    explicit TakeMeasures(std::vector<Measure> const& measures) : measures_(&measures) {}
    void observe(World const& world) override
    {
        for (Measure const& measure : *measures_) {
            if (world.clock.tick % measure.cadence != 0) continue;
            values.assign(measure.dimension.empty() ? 1 : measure.labels.size(), 0.0);
            measure.observe(world, values);
        }
    }
    std::vector<double> values; // of the last measure

private:
    std::vector<Measure> const* measures_;
};

} // namespace tianji::benchmarks
