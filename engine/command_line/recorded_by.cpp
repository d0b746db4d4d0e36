#include "engine/command_line/recorded_by.hpp"

#include "engine/base/message.hpp"
#include "engine/record/run_layout.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/simulation/simulation_of.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tianji::command_line {

namespace {

RecordedTable described(std::string group, std::string meaning, std::vector<TableField> const& fields)
{
    RecordedTable table{std::move(group), std::move(meaning), {}};
    for (TableField const& field : fields) {
        RecordedEntry& column = table.columns.emplace_back(RecordedEntry{field.name, field.unit, field.meaning});
        column.words = field.words;
        for (std::string& word : column.words) std::ranges::replace(word, ' ', '_'); // as in the file
    }
    return table;
}

Recorded recorded_by(Model const& model, std::span<Model const> models)
{
    std::string const text =
        fmt::format("tianji: 1\nmodel: {}\ncalendar: {{ticks: 8}}\n{}", model.name, model.smallest);
    Scenario const scenario = read_scenario_text(text, model.name, ".", models);
    Simulation const simulation = simulation_of(scenario, 0, 1);
    RunLayout const layout = layout_of(simulation, scenario);
    Recorded recorded{model.name, {}, {}};
    for (Measure const& measure : layout.measures)
        recorded.measures.push_back({measure.name, measure.unit, measure.meaning, measure.dimension});
    for (TableLayout const& table : layout.tables)
        recorded.tables.push_back(described(table.group, table.meaning, table.fields));
    for (Listing const& listing : simulation.listings())
        recorded.tables.push_back(
            described('/' + listing.group, listing.meaning, listing.rows(simulation.world())->fields()));
    return recorded;
}

} // namespace

std::vector<Recorded> recorded_by(std::span<Model const> models)
{
    std::vector<Recorded> all;
    for (Model const& model : models) {
        try {
            all.push_back(recorded_by(model, models));
        } catch (InvalidInput const&) { // it has no defaults for something: its page goes without
        }
    }
    return all;
}

} // namespace tianji::command_line
