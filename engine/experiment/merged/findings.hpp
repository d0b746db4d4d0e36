// What was found in all runs together, as groups of the merged file: /comparison and /outcomes.
#pragma once

#include "engine/experiment/outcomes/outcomes.hpp"
#include "engine/record/result_file.hpp"

#include <optional>

namespace tianji {

struct Findings {
    Comparison comparison;
    std::optional<Outcomes> outcomes;
};

void write_findings(ResultFile& file, Findings const& findings);

} // namespace tianji
