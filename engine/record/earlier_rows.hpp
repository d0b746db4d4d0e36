// What a run recorded before it was interrupted, as it stands in its checkpoint.
#pragma once

#include "engine/record/graph_snapshot.hpp"

#include <vector>

namespace tianji {

class ResultReader;

namespace hdf5 {

class ResultVariable;

// Appends the rows of the variable of the same path, block by block, so that long tables need little memory. Throws
// InvalidInput where the file has none like it.
void append_earlier_rows(ResultReader const& from, ResultVariable& into);

} // namespace hdf5

// The snapshots of the network, in the order of their ticks.
std::vector<GraphSnapshot> earlier_networks(ResultReader const& from);

} // namespace tianji
