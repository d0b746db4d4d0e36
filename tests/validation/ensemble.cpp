#include "tests/validation/ensemble.hpp"

#include "engine/base/parallel.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/simulation/simulation.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <thread>

namespace tianji::validation {

namespace {

// Keeps what all measures say, in every tick or in the last.
class Keeper : public Observer {
public:
    Keeper(Simulation const& simulation, Ensemble::Observe when) : simulation_(&simulation), when_(when) {}

    void observe(World const& world) override
    {
        if (when_ == Ensemble::Observe::end && world.clock.tick + 1 < simulation_->ticks()) return;
        auto& row = kept.emplace_back();
        for (Measure const& measure : simulation_->measures()) measure.observe(world, row.emplace_back());
    }

    std::vector<std::vector<std::vector<double>>> kept;

private:
    Simulation const* simulation_;
    Ensemble::Observe when_;
};

} // namespace

Estimate estimate_of(std::vector<double> const& values)
{
    auto const n = static_cast<double>(values.size());
    double sum = 0.0, squares = 0.0;
    for (double v : values) sum += v;
    for (double v : values) squares += (v - sum / n) * (v - sum / n);
    return {sum / n, std::sqrt(squares / (n - 1) / n)};
}

Ensemble::Ensemble(Model const& model, std::string_view rest, std::int64_t ticks, std::size_t runs, Observe when)
    : ticks_(ticks), when_(when), runs_(runs)
{
    std::string text =
        "{tianji: 1, model: " + model.name + ", name: validation, calendar: {ticks: " + std::to_string(ticks) + "}";
    text += rest.empty() ? "}" : ", " + std::string(rest) + "}";
    Scenario const scenario = read_scenario_text(text, "validation", TIANJI_SOURCE_DIR, std::vector{model});
    auto const simulation_of = [&](std::size_t replicate) {
        Builder builder(Clock{}, ticks, seed, replicate);
        scenario.rules->build(builder);
        return Simulation(std::move(builder), 1);
    };
    Simulation const example = simulation_of(0);
    for (std::size_t i = 0; i < example.measures().size(); ++i) position_[example.measures()[i].name] = i;

    Executor executor(static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
    executor.for_blocks(runs, [&](std::size_t replicate) {
        Simulation simulation = simulation_of(replicate);
        Keeper keeper(simulation, when);
        simulation.run(keeper);
        runs_[replicate] = std::move(keeper.kept);
    });
}

std::vector<double> Ensemble::values(std::string const& measure, std::int64_t tick, std::size_t entry) const
{
    auto const found = position_.find(measure);
    INFO("measure " << measure << ", tick " << tick);
    REQUIRE(found != position_.end());
    bool const was_observed = tick == last || when_ == Observe::every_tick;
    REQUIRE(was_observed);
    std::vector<double> values;
    for (Run const& run : runs_) {
        std::size_t const observation = tick == last ? run.size() - 1 : static_cast<std::size_t>(tick);
        values.push_back(run.at(observation).at(found->second).at(entry));
    }
    return values;
}

void check_analytic(double value, double reference, int printed_digits)
{
    INFO("value " << value << ", reference " << reference);
    CHECK(std::abs(value - reference) <= std::max(1e-4 * std::abs(reference), std::pow(10.0, -printed_digits)));
}

void check_stochastic(Estimate const& estimate, double reference, double reference_error)
{
    INFO("mean " << estimate.mean << " ± " << estimate.standard_error << ", reference " << reference << " ± "
                 << reference_error);
    CHECK(estimate.standard_error < 0.01 * std::abs(reference));
    CHECK(std::abs(estimate.mean - reference) <= 4 * std::hypot(estimate.standard_error, reference_error));
}

void check_band(double value, double reference, double band)
{
    INFO("value " << value << ", reference " << reference << " ± " << band);
    CHECK(std::abs(value - reference) <= band);
}

} // namespace tianji::validation
