#include "engine/record/panel.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/problem_list.hpp"
#include "engine/base/stream.hpp"
#include "engine/base/text.hpp"
#include "engine/record/origin.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/world/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tianji {

namespace {

constexpr std::size_t bytes_per_row = 3 * sizeof(std::int32_t); // tick, agent, generation

std::size_t bytes_of(Storage storage)
{
    switch (storage) {
    case Storage::flag:
        return 1;
    case Storage::count:
        return 4;
    default:
        return 8;
    }
}

Storage storage_of(ColumnBase const& column)
{
    constexpr std::array storages{Storage::number, Storage::integer, Storage::count, Storage::flag};
    return storages[column.cells({}).index()];
}

// Money is kept in cents and told in millions.
std::string unit_of(ColumnBase const& column)
{
    constexpr std::string_view kept = "cent";
    bool const is_money = dynamic_cast<Column<Money> const*>(&column) != nullptr;
    expects(!is_money || column.unit.starts_with(kept), "a column of money is declared in cent: " + column.name);
    if (is_money) return "million" + column.unit.substr(kept.size());
    return column.unit.empty() ? "1" : column.unit;
}

std::vector<PanelColumn> all_columns(Population const& population)
{
    std::vector<PanelColumn> columns;
    for (ColumnBase const* one : population.columns())
        columns.push_back({one->name, unit_of(*one), one->meaning, storage_of(*one), one->width(), one, nullptr});
    for (Purse const* one : population.purses())
        columns.push_back({one->name, "million", one->meaning, Storage::number, 1, nullptr, one});
    for (PanelColumn const& one : columns)
        expects(one.name != "tick" && one.name != "agent" && one.name != "generation",
                "a column of a panel has a name of its own: " + population.name + '.' + one.name);
    return columns;
}

// Refuses a word that is none of those known.
void refuse_unknown(ProblemList& problems, std::string origin, std::string const& problem, std::string const& word,
                    std::vector<std::string> const& known, std::string_view known_are)
{
    std::string const suggestion = did_you_mean(word, known);
    problems.add({std::move(origin), 0, 0}, problem,
                 suggestion.empty() ? fmt::format("{}: {}", known_are, joined(known)) : std::string(), suggestion);
}

std::vector<PanelColumn> chosen_columns(Population const& population, std::vector<std::string> const& wanted,
                                        Scenario const& scenario, ProblemList& problems)
{
    std::vector<PanelColumn> all = all_columns(population);
    if (wanted.empty()) return all;
    std::vector<std::string> known;
    for (PanelColumn const& one : all) known.push_back(one.name);
    std::vector<PanelColumn> chosen;
    for (std::string const& name : wanted) {
        auto const place = std::ranges::find(known, name);
        if (place == known.end())
            refuse_unknown(problems, origin_of(scenario, {"record", "panels", population.name, "columns"}),
                           fmt::format("record.panels.{}.columns: no column '{}'", population.name, name), name, known,
                           "the population has");
        else if (std::ranges::find(chosen, name, &PanelColumn::name) == chosen.end())
            chosen.push_back(all[static_cast<std::size_t>(place - known.begin())]);
    }
    return chosen;
}

Cells balances(Purse const& purse, std::span<std::uint32_t const> rows)
{
    std::vector<double> taken;
    taken.reserve(rows.size());
    for (std::uint32_t const row : rows) taken.push_back(in_millions(purse.at(row)));
    return taken;
}

// The same for every seed, replicate and policy, so that runs can be compared agent by agent.
bool is_chosen(std::uint64_t key, double share)
{
    return Stream({0, 0, initial_tick, hash_of("panel")}, key).uniform() < share;
}

} // namespace

std::size_t PanelLayout::row_bytes() const
{
    std::size_t bytes = bytes_per_row;
    for (PanelColumn const& column : columns) bytes += column.width * bytes_of(column.storage);
    return bytes;
}

std::size_t PanelRows::bytes() const
{
    std::size_t bytes = agent.size() * bytes_per_row;
    for (Cells const& cells : columns)
        bytes += std::visit([](auto const& values) { return values.size() * sizeof(values[0]); }, cells);
    return bytes;
}

std::vector<PanelLayout> panels_of(World const& world, Scenario const& scenario)
{
    std::vector<std::string> known;
    for (auto const& population : world.populations()) known.push_back(population->name);
    ProblemList problems(scenario.path.string());
    std::vector<PanelLayout> panels;
    for (auto const& [name, settings] : scenario.header.record.panels) {
        auto const place = std::ranges::find(known, name);
        if (place == known.end()) {
            refuse_unknown(problems, origin_of(scenario, {"record", "panels", name}),
                           fmt::format("record.panels: no population '{}'", name), name, known, "the model has");
            continue;
        }
        Population const& agents = *world.populations()[static_cast<std::size_t>(place - known.begin())];
        panels.push_back({name, &agents, settings.every, settings.share,
                          chosen_columns(agents, settings.columns, scenario, problems)});
    }
    problems.throw_if_any();
    return panels;
}

std::vector<std::uint32_t> rows_of(PanelLayout const& panel)
{
    Population const& agents = *panel.agents;
    std::vector<std::uint32_t> rows;
    if (panel.share >= 1) rows.reserve(agents.n_alive());
    for (std::uint32_t row = 0; row < agents.size(); ++row)
        if (agents.is_alive(row) && (panel.share >= 1 || is_chosen(agents.key(row), panel.share))) rows.push_back(row);
    return rows;
}

PanelRows take_panel(PanelLayout const& panel, std::size_t index, std::int64_t tick)
{
    std::vector<std::uint32_t> const rows = rows_of(panel);
    PanelRows taken{index, tick, {}, {}, {}};
    taken.agent.assign(rows.begin(), rows.end());
    taken.generation.reserve(rows.size());
    for (std::uint32_t const row : rows)
        taken.generation.push_back(static_cast<std::int32_t>(panel.agents->generation(row)));
    for (PanelColumn const& column : panel.columns)
        taken.columns.push_back(column.column ? column.column->cells(rows) : balances(*column.purse, rows));
    return taken;
}

} // namespace tianji
