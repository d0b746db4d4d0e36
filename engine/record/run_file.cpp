#include "engine/record/run_file.hpp"

#include "engine/base/contract.hpp"
#include "engine/record/earlier_rows.hpp"
#include "engine/record/result_reader.hpp"
#include "engine/world/digest.hpp"

#include <algorithm>
#include <array>

namespace tianji {

namespace {

// Readers split meanings at blanks.
std::vector<std::string> without_blanks(std::vector<std::string> words)
{
    for (std::string& word : words) {
        std::ranges::replace(word, ' ', '_');
        if (word.empty()) word = "_";
    }
    return words;
}

Storage storage_of(TableField const& field)
{
    switch (field.kind) {
    case FieldKind::number:
        return Storage::number;
    case FieldKind::integer:
        return Storage::integer;
    case FieldKind::code:
        return field.words.empty() ? Storage::count : Storage::code;
    case FieldKind::text:
        break;
    }
    return Storage::text;
}

} // namespace

std::size_t TickRecord::bytes() const
{
    std::size_t bytes = graph ? graph->bytes() : 0;
    for (auto const& values : measures) bytes += values.size() * sizeof(double);
    for (TableRows const& rows : tables) bytes += bytes_of(rows.columns);
    for (PanelRows const& rows : panels) bytes += rows.bytes();
    return bytes;
}

RunFile::RunFile(RunLayout const& layout)
    : file_(ResultFile::create(layout.path, layout.overwrite, layout.compression)),
      currency_(layout.currency),
      tie_kinds_(layout.tie_kinds)
{
    declare_provenance(layout.provenance);
    declare_measures(layout);
    for (TableLayout const& table : layout.tables) {
        file_.add_unlimited_dimension(table.group, table.dimension, layout.table_rows);
        tables_.push_back(declare_columns(table));
    }
    for (PanelLayout const& panel : layout.panels) declare_panel(layout, panel);
    declare_digest(layout);
    if (!layout.earlier.empty()) append_earlier(layout.earlier);
}

// --- declare --------------------------------------------------------------------------------------------------------

void RunFile::declare_provenance(std::vector<Attribute> const& provenance)
{
    file_.add_group("/provenance");
    for (Attribute const& one : provenance) {
        std::string const path = "/provenance/" + one.name;
        std::size_t const slash = path.rfind('/');
        file_.set_attribute(path.substr(0, slash), path.substr(slash + 1), one.value);
    }
}

void RunFile::declare_measures(RunLayout const& layout)
{
    file_.add_unlimited_dimension("/", "time", static_cast<std::size_t>(layout.ticks));
    time_ = file_.add_variable("/", time_axis(layout.first_day));
    tick_ = file_.add_variable("/", {"tick", Storage::count, "tick", "tick, counted from 0", {"time"}, {}, {}});
    for (Measure const& measure : layout.measures) {
        VariableSpec spec{
            measure.name, Storage::number, with_currency(measure.unit, currency_), measure.meaning, {"time"}, {}, {}};
        if (!measure.dimension.empty()) {
            declare_labels(measure);
            spec.dimensions.push_back(label_dimension(measure.dimension));
        }
        if (measure.cadence > 1) spec.attributes.push_back({"cadence", measure.cadence});
        measures_.push_back(file_.add_variable("/", spec));
    }
}

void RunFile::declare_labels(Measure const& measure)
{
    auto const [place, is_new] = root_dimensions_.emplace(measure.dimension, measure.labels);
    expects(place->second == measure.labels, "measures that share a dimension have the same labels: " + measure.name);
    if (is_new) file_.add_dimension("/", label_dimension(measure.dimension), measure.labels);
}

std::vector<VariableId> RunFile::declare_columns(TableLayout const& table)
{
    file_.set_attribute(table.group, "long_name", table.meaning);
    std::vector<VariableId> columns;
    for (TableField const& field : table.fields)
        columns.push_back(file_.add_variable(
            table.group, {field.name,
                          storage_of(field),
                          with_currency(field.unit, currency_),
                          field.meaning,
                          {table.dimension},
                          field.kind == FieldKind::code ? without_blanks(field.words) : std::vector<std::string>(),
                          {}}));
    return columns;
}

void RunFile::declare_panel(RunLayout const& layout, PanelLayout const& panel)
{
    std::string const group = panel.group();
    std::size_t const times = static_cast<std::size_t>((layout.ticks - 1) / panel.every + 1);
    file_.set_attribute(group, "long_name", "agents of the population " + panel.population);
    file_.add_unlimited_dimension(group, "row", rows_of(panel).size() * times);
    std::vector<VariableId>& variables = panels_.emplace_back();
    for (auto const& [name, unit, meaning] :
         {std::array{"tick", "tick", "tick it was seen at the end of"}, std::array{"agent", "1", "slot of the agent"},
          std::array{"generation", "1", "which life of the slot this is"}})
        variables.push_back(file_.add_variable(group, {name, Storage::count, unit, meaning, {"row"}, {}, {}}));
    for (PanelColumn const& column : panel.columns) {
        std::vector<std::string> dimensions{"row"};
        if (column.width > 1) {
            dimensions.push_back(column.name + "_field");
            file_.add_dimension(group, dimensions.back(), column.width);
        }
        std::string const unit = with_currency(column.unit, currency_);
        variables.push_back(
            file_.add_variable(group, {column.name, column.storage, unit, column.meaning, dimensions, {}, {}}));
    }
}

void RunFile::declare_digest(RunLayout const& layout)
{
    file_.add_unlimited_dimension("/digest", "digest", static_cast<std::size_t>(layout.digests));
    digest_tick_ =
        file_.add_variable("/digest", {"tick", Storage::count, "tick", "tick it was taken after", {"digest"}, {}, {}});
    digest_value_ =
        file_.add_variable("/digest", {"value", Storage::text, "1", "digest of the whole state", {"digest"}, {}, {}});
}

// --- write ----------------------------------------------------------------------------------------------------------

void RunFile::append(VariableId column, ColumnValues const& values)
{
    std::visit([&](auto const& list) { file_.append(column, list); }, values);
}

void RunFile::write(TickRecord const& record)
{
    file_.append(time_, record.day);
    file_.append(tick_, static_cast<std::int32_t>(record.tick));
    for (std::size_t i = 0; i < measures_.size(); ++i) file_.append(measures_[i], record.measures[i]);
    for (TableRows const& rows : record.tables)
        for (std::size_t i = 0; i < rows.columns.size(); ++i) append(tables_[rows.table][i], rows.columns[i]);
    for (PanelRows const& rows : record.panels) write(rows);
    if (record.digest) write(*record.digest);
    if (record.graph) write(*record.graph);
}

void RunFile::write(PanelRows const& rows)
{
    std::vector<VariableId> const& variables = panels_[rows.panel];
    file_.append(variables[0], std::vector<std::int32_t>(rows.agent.size(), static_cast<std::int32_t>(rows.tick)));
    file_.append(variables[1], rows.agent);
    file_.append(variables[2], rows.generation);
    for (std::size_t i = 0; i < rows.columns.size(); ++i)
        std::visit([&](auto const& values) { file_.append(variables[i + 3], values); }, rows.columns[i]);
}

void RunFile::write(DigestRow const& digest)
{
    file_.append(digest_tick_, static_cast<std::int32_t>(digest.tick));
    file_.append(digest_value_, to_hex(digest.value));
}

void RunFile::write(GraphSnapshot const& graph)
{
    std::string const group = "/graph/" + std::to_string(graph.tick);
    file_.set_attribute(group, "tick", graph.tick);
    file_.add_dimension(group, "vertex", graph.vertices.size());
    file_.add_dimension(group, "boundary", graph.indptr.size());
    file_.add_dimension(group, "neighbour", graph.indices.size());
    auto const put = [&](char const* name, Storage storage, char const* unit, char const* meaning,
                         char const* dimension, auto const& values, std::vector<std::string> words = {}) {
        VariableId const id =
            file_.add_variable(group, {name, storage, unit, meaning, {dimension}, std::move(words), {}});
        file_.append(id, values);
    };
    put("vertex", Storage::count, "1", "slot of the agent", "vertex", graph.vertices);
    put("indptr", Storage::integer, "1", "the neighbours of vertex v are entries indptr[v] to indptr[v+1]-1",
        "boundary", graph.indptr);
    put("indices", Storage::count, "1", "position of the neighbour in vertex", "neighbour", graph.indices);
    put("weight", Storage::number, "1", "strength of the tie", "neighbour", graph.weight);
    put("kind", tie_kinds_.empty() ? Storage::count : Storage::code, "1", "kind of the tie", "neighbour", graph.kind,
        without_blanks(tie_kinds_));
    put("since", Storage::count, "tick", "when the tie was formed", "neighbour", graph.since);
}

void RunFile::write(ListingRows const& listing)
{
    TableLayout layout = listing.layout;
    auto const shared = root_dimensions_.find(layout.dimension);
    if (shared == root_dimensions_.end()) {
        file_.add_dimension(layout.group, layout.dimension, listing.rows);
    } else {
        expects(shared->second.size() == listing.rows,
                "a listing has one row per label of the dimension it shares: " + layout.group);
        layout.dimension = label_dimension(layout.dimension);
    }
    std::vector<VariableId> const columns = declare_columns(layout);
    for (std::size_t i = 0; i < columns.size(); ++i) append(columns[i], listing.columns[i]);
}

void RunFile::append_earlier(std::filesystem::path const& checkpoint)
{
    ResultReader const earlier(checkpoint);
    for (GraphSnapshot const& graph : earlier_networks(earlier)) write(graph);
    file_.append_rows_of(earlier);
}

void RunFile::leave(Checkpoint const& checkpoint, std::filesystem::path const& path)
{
    file_.flush();
    write_checkpoint(checkpoint, file_.part_path(), path);
}

void RunFile::finish(Finish status, std::vector<Attribute> const& provenance)
{
    for (Attribute const& one : provenance) file_.set_attribute("/provenance", one.name, one.value);
    file_.finish(status);
}

} // namespace tianji
