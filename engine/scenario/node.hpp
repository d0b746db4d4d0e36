// The user's YAML as our own tree: what was written, and where.
#pragma once

#include "engine/base/message.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tianji {

// Who wrote a node. Location::file names the writer: a path, "preset NAME" or "--set PATH=VALUE".
enum class Origin : unsigned char { file, preset, override };

struct Node {
    enum class Kind : unsigned char { null, scalar, list, map };

    Kind kind = Kind::null;
    Origin origin = Origin::file;
    bool quoted = false;  // a scalar in quotes or a block text: never a number, a flag or a null
    bool implied = false; // a map that stands only on the way to a key that --set gave
    std::string text;     // of a scalar; of a null "~" or "null", or empty where nothing was written
    Location where;       // of the value
    std::string key;      // in a map
    Location key_where;
    std::vector<Node> children; // items of a list, values of a map, in the order of the file

    Node* find(std::string_view wanted);
    Node const* find(std::string_view wanted) const;
};

Problem problem_at(Location where, std::string problem, std::string why = {}, std::string suggestion = {});

// Where a message about a node points: at the value of a scalar, at the key of anything larger.
Location const& place_of(Node const& node);

// "a map", "a list", "nothing", "the text 'x'": what stands there, for messages.
std::string description(Node const& node);

// The node at a dotted path below `root` (items of lists by index); null if there is none.
Node const* find_path(Node const& root, std::string_view path);

std::vector<std::string> split_path(std::string_view path);

} // namespace tianji
