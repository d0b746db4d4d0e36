// Reads ties from CSV files whose rows name both ends by key.
#pragma once

#include "engine/graph/tie.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tianji {

// Which vertex a key of the user's files means: its position in the list given. Views into what the list views.
class VertexKeys {
public:
    // Keys must differ: the reader of the vertices refuses repeated ones, knowing where they stand.
    explicit VertexKeys(std::span<std::string_view const> keys);

    std::optional<Vertex> find(std::string_view key) const;
    std::size_t size() const { return vertices_.size(); }

private:
    std::unordered_map<std::string_view, Vertex> vertices_; // only looked up, never iterated
};

// Names of columns. An empty name: the file has no such column, all ties have the default.
struct EdgeListColumns {
    std::string a;
    std::string b;
    std::string weight = {};                  // number above 0
    std::string since = {};                   // integer of 32 bits
    std::string kind = {};                    // a word of `kinds`
    std::vector<std::string_view> kinds = {}; // the position is the tie's kind
    std::string_view vertex_word = "vertex";  // what messages call a vertex
};

// Ties in the order of the file. Throws InvalidInput: what read_csv and ColumnReader refuse, unknown keys, ties of a
// vertex to itself, the same pair (and kind) twice in either direction.
std::vector<Tie> read_edge_list(std::filesystem::path const& path, EdgeListColumns const& columns,
                                VertexKeys const& keys);

} // namespace tianji
