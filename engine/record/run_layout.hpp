// What the result file of one run will hold, found from declarations only: no model is known here.
#pragma once

#include "engine/record/panel.hpp"
#include "engine/record/result_file.hpp"
#include "engine/record/table_rows.hpp"
#include "engine/simulation/measure.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tianji {

class Simulation;
struct Scenario;

struct RunLayout {
    std::filesystem::path path;
    Overwrite overwrite = Overwrite::no;
    Compression compression = Compression::none;
    std::chrono::sys_days first_day;
    std::int64_t ticks = 0;
    std::string currency;
    std::vector<Measure> measures;   // those the scenario selects
    std::vector<TableLayout> tables; // in the order of World::tables(), then the events where they are recorded
    std::size_t table_rows = 0;      // what a table may come to; only sizes chunks
    std::vector<PanelLayout> panels; // those the scenario asks for
    std::vector<std::string> tie_kinds;
    bool graph = true;            // first and last
    std::int64_t graph_every = 0; // [tick] between two more; 0: none
    std::int64_t digests = 1;
    std::vector<Attribute> provenance;
    std::filesystem::path earlier; // the checkpoint whose rows come first; empty at the start of a run
};

// Throws InvalidInput where record.measures names what the model does not measure.
std::vector<Measure> selected_measures(Simulation const& simulation, Scenario const& scenario);

// Throws InvalidInput where the scenario asks for what the model does not have; the model is built, no tick has run.
RunLayout layout_of(Simulation const& simulation, Scenario const& scenario);

// What a dimension of labels is called in a file: no column of a table is called so. (Some readers, R's ncdf4 among
// them, take a variable of a group for the coordinates of a dimension above that has the same name.)
std::string label_dimension(std::string const& dimension);

// Money is counted in "million" until it is known of what: "million/year" becomes "million EUR/year".
std::string with_currency(std::string_view unit, std::string const& currency);

} // namespace tianji
