// Agents recorded one by one, where the scenario asks for it (record.panels): whole columns of a population, copied in
// the tick and written by the writer's thread.
#pragma once

#include "engine/record/result_file.hpp"
#include "engine/world/column.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tianji {

class Population;
class Purse;
class World;
struct Scenario;

// A column of a population or, in millions, the balances of one of its accounts.
struct PanelColumn {
    std::string name, unit, meaning;
    Storage storage = Storage::number;
    std::uint32_t width = 1; // values per agent
    ColumnBase const* column = nullptr;
    Purse const* purse = nullptr;
};

struct PanelLayout {
    std::string population;
    Population const* agents = nullptr; // outlives the layout
    std::int64_t every = 1;             // [tick]
    double share = 1;                   // [1] of the agents
    std::vector<PanelColumn> columns;

    std::string group() const { return "/panels/" + population; }
    std::size_t row_bytes() const; // in the file
};

// What one panel saw in one tick: a row per agent, in the order of slots.
struct PanelRows {
    std::size_t panel = 0;
    std::int64_t tick = 0;
    std::vector<std::int32_t> agent;      // slot
    std::vector<std::int32_t> generation; // of the slot: which of its lives this is
    std::vector<Cells> columns;

    std::size_t bytes() const;
};

// The panels that the scenario asks for. Throws InvalidInput where it names a population or column that is not there.
std::vector<PanelLayout> panels_of(World const& world, Scenario const& scenario);

// The rows of the agents alive that belong to the panel. Who does depends on nothing but the agent's key.
std::vector<std::uint32_t> rows_of(PanelLayout const& panel);
PanelRows take_panel(PanelLayout const& panel, std::size_t index, std::int64_t tick);

} // namespace tianji
