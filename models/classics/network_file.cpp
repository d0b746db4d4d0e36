#include "models/classics/network_file.hpp"

#include "engine/base/csv_columns.hpp"
#include "engine/graph/edge_list.hpp"
#include "engine/graph/graphml.hpp"
#include "engine/graph/metrics.hpp"

#include <unordered_set>

namespace tianji::classics {

void NetworkFile::declare(Parameters& p)
{
    p.file(path, Field{"path", "", "GraphML (*.graphml, *.xml), or CSV with one tie per row"}.required());
    p.text(source, {"source", "", "of CSV: the column of one end"});
    p.text(target, {"target", "", "of CSV: the column of the other end"});
}

namespace {

// Who appears in an edge list, in the order of first appearance.
std::vector<std::string_view> names_in(CsvTable const& table, std::string const& source, std::string const& target)
{
    ColumnReader read(table);
    auto const sources = read.texts(source), targets = read.texts(target);
    read.done();
    std::vector<std::string_view> names;
    std::unordered_set<std::string_view> seen;
    for (std::size_t row = 0; row < sources.size(); ++row)
        for (std::string_view name : {sources[row], targets[row]})
            if (seen.insert(name).second) names.push_back(name);
    return names;
}

bool is_graphml(std::filesystem::path const& path)
{
    std::string ending = path.extension().string();
    for (char& c : ending)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 'a' - 'A');
    return ending == ".graphml" || ending == ".xml";
}

} // namespace

CollaborationGraph NetworkFile::read() const
{
    // Ties of several kinds between two agents make them neighbours once.
    if (is_graphml(path)) return simple_projection(read_graphml(path).graph).graph;
    CsvTable const table = read_csv(path);
    VertexKeys const keys(names_in(table, source, target));
    auto const ties = read_edge_list(path, {.a = source, .b = target, .vertex_word = "agent"}, keys);
    return CollaborationGraph(CollaborationGraph::Form::frozen, keys.size(), ties);
}

} // namespace tianji::classics
