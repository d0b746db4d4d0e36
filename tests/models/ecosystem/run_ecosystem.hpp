// Runs the ecosystem from scenario text, as a user would, and keeps everything it tells.
#pragma once

#include "engine/scenario/scenario.hpp"
#include "engine/simulation/simulation.hpp"
#include "models/ecosystem/contests/contests.hpp"
#include "models/ecosystem/contests/tables.hpp"
#include "models/ecosystem/ecosystem.hpp"
#include "models/ecosystem/ecosystem_rules.hpp"
#include "models/ecosystem/labour/labour.hpp"
#include "models/ecosystem/projects/tables.hpp"
#include "models/ecosystem/technologies/technologies.hpp"
#include "models/ecosystem/treasuries/treasuries.hpp"
#include "models/ecosystem/words/events.hpp"
#include "models/ecosystem/words/purposes.hpp"
#include "tests/models/ecosystem/project_history.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tianji::ecosystem {

using Overrides = std::vector<Override>;

struct Settings {
    int threads = 1;
    std::int64_t replicate = 0;
    Audit audit = Audit::no;
    Division division = Division::where_it_pays;
};

// All rows of all tables and all events; asks `each_tick` to look at the world after every tick and, in an audited run,
// `each_process` after every process.
struct Story : Observer {
    std::vector<Application> applications;
    std::vector<Award> awards;
    std::vector<PaymentRow> payments;
    std::vector<Review> reviews;
    std::vector<ProjectOutcome> outcomes;
    std::vector<Event> events;
    ProjectHistory projects;
    std::function<void(World const&)> each_tick;
    std::function<void(World const&, std::string_view)> each_process;

    void begin(World const& world) override { look(projects, world, world.clock.tick - 1); }
    void audited(World const& world, std::string_view process, std::uint64_t /*digest*/) override
    {
        look(projects, world, world.clock.tick);
        if (each_process) each_process(world, process);
    }
    void observe(World const& world) override
    {
        look(projects, world, world.clock.tick);
        std::size_t const ended = outcomes.size();
        for (auto const& table : world.tables()) {
            keep(*table, applications);
            keep(*table, awards);
            keep(*table, payments);
            keep(*table, reviews);
            keep(*table, outcomes);
        }
        for (std::size_t i = ended; i < outcomes.size(); ++i) note_end(projects, outcomes[i]);
        events.insert(events.end(), world.events.rows.begin(), world.events.rows.end());
        if (each_tick) each_tick(world);
    }

private:
    template <class T>
    static void keep(RecordsBase const& table, std::vector<T>& rows)
    {
        if (auto const* typed = dynamic_cast<Records<T> const*>(&table))
            rows.insert(rows.end(), typed->rows.begin(), typed->rows.end());
    }
};

// A scenario with the simulation built from it; the one outlives the other.
struct Run {
    Scenario scenario;
    std::unique_ptr<Simulation> simulation;
    Story story = {};
    Outcome outcome = {};

    World const& world() const { return simulation->world(); }
    template <class P>
    P const& population() const
    {
        return world().population<P>();
    }
    Run& go()
    {
        outcome = simulation->run(story);
        return *this;
    }
};

inline std::unique_ptr<Simulation> simulation_of(Scenario const& scenario, Settings settings = {})
{
    CalendarSettings const& calendar = scenario.header.calendar;
    Builder builder(Clock{calendar.start, calendar.tick}, calendar.ticks,
                    static_cast<std::uint64_t>(scenario.header.seed), static_cast<std::uint64_t>(settings.replicate));
    scenario.rules->build(builder);
    return std::make_unique<Simulation>(std::move(builder), settings.threads, settings.audit, settings.division);
}

inline Run prepare(Scenario scenario, Settings settings = {})
{
    auto simulation = simulation_of(scenario, settings);
    return {std::move(scenario), std::move(simulation)};
}

inline Run prepare_text(std::string const& text, Overrides const& overrides = {}, Settings settings = {})
{
    std::vector<Model> const models{model()};
    return prepare(read_scenario_text(text, "test", ".", models, overrides), settings);
}

// `path` from the root of the project.
inline Run prepare_file(std::string const& path, Overrides const& overrides = {}, Settings settings = {})
{
    std::vector<Model> const models{model()};
    return prepare(read_scenario(std::filesystem::path(TIANJI_SOURCE_DIR) / path, models, overrides), settings);
}

// A small country in which everybody has researchers to spare and is paid on time, knows enough, works alone, and is
// neither born nor dies: what a test sees is the rule it tests. `programmes` is the inside of that map.
inline std::string laboratory(std::string const& programmes)
{
    return R"(
tianji: 1
model: ecosystem
name: laboratory
calendar: {start: 2020-01-01, tick: quarter, ticks: 32}
currency: EUR
inputs:
  synthetic: {firms: 40, universities: 10, labs: 10, public_bodies: 5, intermediaries: 5, latent: 0, fields: 1, projects: 300, topics_per_year: 8}
treasuries: {nation: 4000, province: 400, city: 400, county: 400, wage: 0.0001}
research: {mismatch: 0, approach_spread: 0, feasible: 1}
behaviour: {partners: 0}
market: {cash_target: 40}
demography: {start_ups: 0, patience: 100}
programmes: {)" +
           programmes + "}\n";
}

inline Run laboratory_run(std::string const& programmes, Overrides const& overrides = {}, Settings settings = {})
{
    Run run = prepare_text(laboratory(programmes), overrides, settings);
    run.go();
    return run;
}

// A direct grant from outside the country to the best bid for each technology, with `more` components.
inline std::string simple_programme(std::string const& more = {})
{
    return "main: {instrument: direct_grant, source: european_union, call: {budget: 1000}" +
           (more.empty() ? more : ", " + more) + "}";
}

inline bool is_state(ProjectOutcome const& outcome, ProjectState state)
{
    return outcome.state == static_cast<std::int32_t>(state);
}
inline bool is_reason(PaymentRow const& row, PaymentReason reason)
{
    return row.reason == static_cast<std::int32_t>(reason);
}

} // namespace tianji::ecosystem
