#include "engine/record/expected_size.hpp"

#include "engine/record/run_layout.hpp"
#include "engine/simulation/simulation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace tianji {

namespace {

constexpr std::uint64_t bytes_per_variable = 1300; // what HDF5 itself needs: headers, attributes, the tree of chunks
constexpr std::uint64_t bytes_per_column = bytes_per_variable + 2096; // and the tree of its chunks, at most
constexpr std::uint64_t largest_chunk = 64 * 1024;                    // of a column of a table
constexpr std::uint64_t bytes_per_digest = 4 + 32;                    // tick, text
constexpr std::uint64_t bytes_per_vertex = 4 + 8;                     // slot, boundary
constexpr std::uint64_t bytes_per_tie = 2 * (4 + 8 + 4 + 4);          // both rows: neighbour, weight, kind, since
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
    return columns * (std::min(largest_chunk, layout.table_rows * sizeof(double)) + bytes_per_column);
}

std::string size_text(std::uint64_t size)
{
    auto const bytes = static_cast<double>(size);
    return bytes < 999'500       ? fmt::format("{:.0f} kB", bytes / 1e3)
           : bytes < 999'500'000 ? fmt::format("{:.0f} MB", bytes / 1e6)
                                 : fmt::format("{:.1f} GB", bytes / 1e9);
}

} // namespace

std::uint64_t expected_size(RunLayout const& layout, Simulation const& simulation)
{
    return 20 * bytes_per_variable + of_measures(layout) + of_network(simulation.world(), layout) + of_panels(layout) +
           of_tables(layout) + static_cast<std::uint64_t>(layout.digests) * bytes_per_digest;
}

std::string shortage_text(RunLayout const& layout, Simulation const& simulation, std::filesystem::path const& result)
{
    std::error_code unknown;
    std::filesystem::path const folder = result.has_parent_path() ? result.parent_path() : ".";
    std::uint64_t const room = std::filesystem::space(folder, unknown).available;
    std::uint64_t const expected = expected_size(layout, simulation);
    if (unknown || expected <= room) return {};
    return fmt::format("{}: the disk may not be large enough ({} are expected, {} are free)", result.string(),
                       expected_size_text(layout, simulation), size_text(room));
}

std::string expected_size_text(RunLayout const& layout, Simulation const& simulation)
{
    std::string const size = size_text(expected_size(layout, simulation));
    bool const grows = of_tables(layout) > 0;
    bool const is_packed = layout.compression == Compression::gzip;
    return (grows ? size + " and more" : "about " + size) + (is_packed ? " before compression" : "");
}

} // namespace tianji
