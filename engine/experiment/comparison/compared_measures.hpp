// What of all that is recorded is compared: single numbers, and the values of a measure that has several one by one.
#pragma once

#include "engine/experiment/folder/run_log.hpp"
#include "engine/experiment/plan/plan.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace tianji {

struct ComparedMeasure {
    Measure measure;             // a single number; the value of a measure that has several is called NAME.LABEL
    std::string source;          // the measure as it is recorded
    std::string label;           // its value there; empty: it is a single number
    bool is_exploratory = false; // the experiment names primary measures, and this is none of them
};

// A measure that has several values, none of which is compared.
struct LeftOut {
    std::string name, dimension;
    std::size_t values = 0;
};

struct ComparedMeasures {
    std::vector<ComparedMeasure> compared; // the primary ones first
    std::vector<LeftOut> left_out;
};

// Of all layouts together. Outcomes keep measures that nobody asked to compare. Values of a measure that has several
// are compared where it, or one of them, is named in the experiment, or where nothing else is there; a great number
// only one by one, since each is a comparison more to correct for.
ComparedMeasures compared_measures(std::vector<MeasureLayout> const& layouts, Plan const& plan);

// Throws InvalidInput where the experiment is about, or is to stop by, what is not compared.
void validate_measures(Plan const& plan, std::vector<MeasureLayout> const& layouts);

} // namespace tianji
