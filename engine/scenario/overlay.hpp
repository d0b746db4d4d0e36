// Laying one tree over another: the user's keys over a preset's, --set over the user's.
#pragma once

#include "engine/scenario/node.hpp"

#include <span>
#include <string>
#include <vector>

namespace tianji {

// One change to a scenario from outside its file: `path` is dotted (items of lists by index from 0), `value` is YAML in
// flow style. A map is laid over what stands there; anything else replaces it; ~ removes an optional group.
struct Override {
    std::string path;
    std::string value;
    Location where = {}; // what messages name; empty: --set PATH=VALUE, as on the command line
};

// A map of another file as overrides of `base`: one for each value that is no map there. Keys may be paths with dots.
std::vector<Override> overrides_of(Node const& map, Node const& base);

// Maps merge key by key, keeping the order of `base`; lists and scalars of `top` replace those of `base`.
// Notes a problem where `top` names an item that a list of `base` does not have.
void lay_over(Node& base, Node const& top, std::vector<Problem>& problems);

// Lays an override over the root of a scenario. Throws InvalidInput if path or value cannot be read, at
// "--set PATH=VALUE":1:column.
void apply(Override const& change, Node& root, std::vector<Problem>& problems);
// Notes all that is wrong with any of them.
void apply(std::span<Override const> changes, Node& root, std::vector<Problem>& problems);

void set_origin(Node& node, Origin origin);

} // namespace tianji
