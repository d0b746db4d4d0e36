// A table of what there was in a run: the organisations, the technologies … Written once, when the run is over.
#pragma once

#include "engine/world/table.hpp"

#include <functional>
#include <memory>
#include <string>

namespace tianji {

class World;

struct Listing {
    std::string group;     // where it stands in the result file, without "/"
    std::string dimension; // the name of its rows; one that a vector measure has is shared with it
    std::string meaning;
    std::function<std::unique_ptr<RecordsBase>(World const&)> rows;
};

} // namespace tianji
