// The result file of one run, laid out as FORMAT.md says. All calls from one thread.
#pragma once

#include "engine/record/checkpoint.hpp"
#include "engine/record/graph_snapshot.hpp"
#include "engine/record/run_layout.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tianji {

struct DigestRow {
    std::int64_t tick = 0;
    std::uint64_t value = 0;
};

// The new rows of one table of the layout, by its place there.
struct TableRows {
    std::size_t table = 0;
    std::vector<ColumnValues> columns;
};

// Everything that was observed in one tick.
struct TickRecord {
    std::int64_t tick = 0;
    double day = 0.0;                          // [day] since the start
    std::vector<std::vector<double>> measures; // as in the layout; NaN where not observed
    std::vector<TableRows> tables;
    std::vector<PanelRows> panels;
    std::optional<DigestRow> digest;
    std::optional<GraphSnapshot> graph;

    std::size_t bytes() const; // roughly
};

// A table that is written at once.
struct ListingRows {
    TableLayout layout;
    std::size_t rows = 0;
    std::vector<ColumnValues> columns;
};

class RunFile {
public:
    // Creates the file and declares all its variables. Throws InvalidInput where it cannot be created.
    explicit RunFile(RunLayout const& layout);

    void write(TickRecord const& record);
    void write(PanelRows const& rows);
    void write(GraphSnapshot const& graph);
    void write(DigestRow const& digest);
    void write(ListingRows const& listing);
    void flush() { file_.flush(); }
    // Leaves a copy of the file so far, with the state.
    void leave(Checkpoint const& checkpoint, std::filesystem::path const& path);
    // Adds to the provenance what is known at the end only, and gives the file its name.
    void finish(Finish status, std::vector<Attribute> const& provenance);

private:
    void declare_provenance(std::vector<Attribute> const& provenance);
    void declare_measures(RunLayout const& layout);
    void declare_labels(Measure const& measure);
    std::vector<VariableId> declare_columns(TableLayout const& table);
    void declare_panel(RunLayout const& layout, PanelLayout const& panel);
    void declare_digest(RunLayout const& layout);
    void append_earlier(std::filesystem::path const& checkpoint);
    void append(VariableId column, ColumnValues const& values);

    ResultFile file_;
    std::string currency_;
    std::vector<std::string> tie_kinds_;
    std::map<std::string, std::vector<std::string>> root_dimensions_; // of vector measures, with their labels
    VariableId time_, tick_, digest_tick_, digest_value_;
    std::vector<VariableId> measures_;
    std::vector<std::vector<VariableId>> tables_;
    std::vector<std::vector<VariableId>> panels_; // tick, agent, generation, then the columns
};

} // namespace tianji
