#include "engine/record/expected_size.hpp"

#include "engine/record/run_layout.hpp"
#include "engine/simulation/simulation.hpp"

#include <fmt/format.h>

namespace tianji {

namespace {

constexpr std::uint64_t bytes_per_variable = 1300; // what HDF5 itself needs: headers, attributes, the tree of chunks
constexpr std::uint64_t first_chunk = 64 * 1024;   // of a column of a table
constexpr std::uint64_t bytes_per_digest = 4 + 32; // tick, text
constexpr std::uint64_t bytes_per_vertex = 4 + 8;  // slot, boundary
constexpr std::uint64_t bytes_per_tie = 2 * (4 + 8 + 4 + 4); // both rows: neighbour, weight, kind, since
constexpr std::uint64_t graph_variables = 8;

// How often something is recorded every so many ticks and after the last.
std::uint64_t times(std::int64_t ticks, std::int64_t every)
{
    return static_cast<std::uint64_t>((ticks - 1) / every + ((ticks - 1) % every == 0 ? 1 : 2));
}

std::uint64_t of_measures(RunLayout const& layout)
{
    std::uint64_t values = 2; // time, tick
    for (Measure const& measure : layout.measures) values += measure.dimension.empty() ? 1 : measure.labels.size();
    return values * static_cast<std::uint64_t>(layout.ticks) * sizeof(double) +
           (layout.measures.size() + 2) * bytes_per_variable;
}

std::uint64_t of_network(World const& world, RunLayout const& layout)
{
    if (!world.vertices || !layout.graph) return 0;
    std::uint64_t const one = graph_variables * bytes_per_variable + world.vertices->n_alive() * bytes_per_vertex +
                              world.graph.tie_count() * bytes_per_tie;
    if (world.graph.form() != CollaborationGraph::Form::editable) return one;
    std::int64_t const every = layout.graph_every > 0 ? layout.graph_every : layout.ticks;
    // The one before the first tick stands for that of tick 0, which is not recorded.
    return one * (times(layout.ticks, every) + (layout.ticks == 1 ? 1 : 0));
}

std::uint64_t of_panels(RunLayout const& layout)
{
    std::uint64_t bytes = 0;
    for (PanelLayout const& panel : layout.panels)
        bytes += rows_of(panel).size() * times(layout.ticks, panel.every) * panel.row_bytes() +
                 (panel.columns.size() + 3) * bytes_per_variable;
    return bytes;
}

std::uint64_t of_tables(RunLayout const& layout)
{
    std::uint64_t columns = 0;
    for (TableLayout const& table : layout.tables)
        if (table.group != "/events") columns += table.fields.size();
    return columns * (first_chunk + bytes_per_variable);
}

} // namespace

std::uint64_t expected_size(RunLayout const& layout, Simulation const& simulation)
{
    return 20 * bytes_per_variable + of_measures(layout) + of_network(simulation.world(), layout) + of_panels(layout) +
           of_tables(layout) + static_cast<std::uint64_t>(layout.digests) * bytes_per_digest;
}

std::string expected_size_text(RunLayout const& layout, Simulation const& simulation)
{
    double const bytes = static_cast<double>(expected_size(layout, simulation));
    std::string const size = bytes < 999'500       ? fmt::format("{:.0f} kB", bytes / 1e3)
                             : bytes < 999'500'000 ? fmt::format("{:.0f} MB", bytes / 1e6)
                                                   : fmt::format("{:.1f} GB", bytes / 1e9);
    bool const grows = of_tables(layout) > 0;
    bool const is_packed = layout.compression == Compression::gzip;
    return (grows ? size + " and more" : "about " + size) + (is_packed ? " before compression" : "");
}

} // namespace tianji
