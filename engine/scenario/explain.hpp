// `tianji explain`: the reference of everything a user can write, printed from the declarations themselves.
#pragma once

#include "engine/scenario/document_kind.hpp"
#include "engine/scenario/explain_recorded.hpp"
#include "engine/scenario/rules.hpp"

#include <span>
#include <string>
#include <string_view>

namespace tianji {

// Topic: nothing (an overview), a model, a kind of file, a parameter ("programmes.*.selection.winners", any end of its
// path, or a path with the names of a scenario), a word of a choice, a preset, a topic of a model, what a run records,
// or one of the terms of what is printed about runs. A topic that is several of these gives all. Throws InvalidInput,
// with the nearest topic, if it is none.
std::string explain(std::span<Model const> models, std::string_view topic, std::span<DocumentKind const> others = {},
                    std::span<Recorded const> recorded = {}, std::span<Explanation const> terms = {});

} // namespace tianji
