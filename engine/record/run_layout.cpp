#include "engine/record/run_layout.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/problem_list.hpp"
#include "engine/base/text.hpp"
#include "engine/record/origin.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/simulation/simulation.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tianji {

namespace {

// The log of events has words for what its numbers mean; only the world knows them.
TableLayout layout_of_events(World const& world)
{
    TableLayout layout{"/events", "event", world.events.meaning, world.events.fields()};
    auto const give_words = [&](std::string_view name, std::vector<std::string> const& words) {
        for (TableField& field : layout.fields) {
            if (field.name != name || words.empty()) continue;
            field.kind = FieldKind::code;
            field.words = words;
        }
    };
    give_words("kind", world.event_words);
    give_words("reason", world.reasons);
    return layout;
}

// Nobody knows how much will happen. A guess that grows with the run keeps the files of small runs small, whose tables
// would be mostly empty chunks, and leaves those of large runs the largest chunks.
std::size_t rows_of_a_table(World const& world, std::int64_t ticks)
{
    constexpr std::size_t fewest = 8, agents_per_row = 16; // in a tick
    std::size_t agents = 0;
    for (auto const& population : world.populations()) agents += population->n_alive();
    return static_cast<std::size_t>(ticks) * std::max(fewest, agents / agents_per_row);
}

void expect_distinct_names(std::vector<Measure> const& measures)
{
    std::vector<std::string> names{"time", "tick"};
    for (Measure const& measure : measures) names.push_back(measure.name);
    std::ranges::sort(names);
    auto const twice = std::ranges::adjacent_find(names);
    expects(twice == names.end(), "a measure has a name of its own: " + (twice == names.end() ? "" : *twice));
}

} // namespace

std::vector<Measure> selected_measures(Simulation const& simulation, Scenario const& scenario)
{
    std::vector<std::string> const& wanted = scenario.header.record.measures;
    if (wanted.empty()) return simulation.measures();
    std::vector<std::string> known;
    for (Measure const& measure : simulation.measures()) known.push_back(measure.name);
    ProblemList problems(scenario.path.string());
    std::vector<Measure> selected;
    for (std::string const& name : wanted) {
        auto const found = std::ranges::find(known, name);
        if (found != known.end()) {
            selected.push_back(simulation.measures()[static_cast<std::size_t>(found - known.begin())]);
            continue;
        }
        std::string const suggestion = did_you_mean(name, known);
        problems.add({origin_of(scenario, {"record", "measures"}), 0, 0},
                     fmt::format("record.measures: no measure '{}'", name),
                     suggestion.empty() ? "the model measures: " + joined(known) : std::string(), suggestion);
    }
    problems.throw_if_any();
    std::ranges::sort(selected, {}, [&](Measure const& m) { return std::ranges::find(known, m.name); });
    auto const same_name = [](Measure const& a, Measure const& b) { return a.name == b.name; };
    selected.erase(std::unique(selected.begin(), selected.end(), same_name), selected.end());
    return selected;
}

RunLayout layout_of(Simulation const& simulation, Scenario const& scenario)
{
    World const& world = simulation.world();
    RecordSettings const& settings = scenario.header.record;
    RunLayout layout;
    layout.compression = settings.compression;
    layout.first_day = world.clock.start;
    layout.ticks = simulation.ticks();
    layout.currency = scenario.header.currency;
    layout.measures = selected_measures(simulation, scenario);
    expect_distinct_names(layout.measures);
    for (auto const& table : world.tables())
        layout.tables.push_back({"/tables/" + table->name, "row", table->meaning, table->fields()});
    layout.table_rows = rows_of_a_table(world, simulation.ticks());
    layout.panels = panels_of(world, scenario);
    if (settings.events) layout.tables.push_back(layout_of_events(world));
    layout.tie_kinds = world.tie_kinds;
    layout.graph = settings.graph;
    layout.graph_every = settings.graph_every;
    if (settings.digest_every > 0) layout.digests = simulation.ticks() / settings.digest_every + 1;
    return layout;
}

std::string label_dimension(std::string const& dimension) { return dimension + "_label"; }

std::string with_currency(std::string_view unit, std::string const& currency)
{
    constexpr std::string_view word = "million";
    bool const is_money = unit.starts_with(word) && (unit.size() == word.size() || unit[word.size()] == '/');
    if (!is_money || currency == "none") return std::string(unit);
    return fmt::format("{} {}{}", word, currency, unit.substr(word.size()));
}

} // namespace tianji
