// `tianji schema`: what a scenario or another kind of file may hold, as a JSON Schema (draft 07) that editors use to
// complete and check YAML.
#pragma once

#include "engine/scenario/document_kind.hpp"
#include "engine/scenario/rules.hpp"

#include <span>
#include <string>
#include <string_view>

namespace tianji {

// JSON with a line break at its end. Topic: a kind of file; nothing is "scenario"; a model: scenarios that name this
// one only. Throws InvalidInput, with the nearest topic, if it is none. A file that the program accepts has this form;
// the reverse does not hold, since a schema cannot say how keys depend on each other's values.
std::string schema(std::span<Model const> models, std::string_view topic, std::span<DocumentKind const> others = {});

} // namespace tianji
