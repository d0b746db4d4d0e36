// A strict reader for a small part of YAML: maps, lists and scalars, one document, no aliases, anchors, tags or
// surprises.
#pragma once

#include "engine/scenario/node.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace tianji {

inline constexpr int deepest_nesting = 32;         // [level]
inline constexpr std::size_t most_nodes = 200'000; // [node]

// Both throw InvalidInput for whatever is not such YAML, and never return an empty document. `file` names the text in
// messages.
Node parse_yaml(std::string_view text, std::string file);
Node read_yaml(std::filesystem::path const& path);

// The bytes of a text file that is small enough for parse_yaml. Throws InvalidInput if it is missing, a directory,
// unreadable or too large (without reading it).
std::string read_text(std::filesystem::path const& path);

} // namespace tianji
