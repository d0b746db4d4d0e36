// `tianji schema`: what a scenario may hold, as a JSON Schema (draft 07) that editors use to complete and check YAML.
#pragma once

#include "engine/scenario/rules.hpp"

#include <span>
#include <string>
#include <string_view>

namespace tianji {

// JSON with a line break at its end. `model`: the only one that scenarios may name; empty: any of them. Throws
// InvalidInput, with the nearest model, if there is none of that name. A scenario that the program accepts has this
// form; the reverse does not hold, since a schema cannot say how keys depend on each other's values.
std::string schema(std::span<Model const> models, std::string_view model);

} // namespace tianji
