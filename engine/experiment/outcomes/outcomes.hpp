// What every policy brought, estimated over replicates beside two other worlds (evaluation.hpp).
#pragma once

#include "engine/experiment/comparison/comparison.hpp"
#include "engine/experiment/statistics/ratio.hpp"
#include "engine/simulation/evaluation.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tianji {

struct OutcomeRow {
    std::size_t estimand = 0, policy = 0;
    std::int64_t point = all_points; // numerators and denominators are means over the points there
    std::size_t replicates = 0;      // in which the worlds that it needs are there
    std::size_t missing = 0;         // the others
    double value = not_defined;
    Identification identification = Identification::too_few_pairs;
    Interval interval;     // 95 %; undefined unless identified
    Difference difference; // to the reference, paired by luck; nothing for the reference itself and unless identified
};

// The outlay of the matched world over that of the policy it stands beside, both beyond what is spent with that off.
struct EqualOutlayReached {
    std::size_t policy = 0;
    double mean = not_defined;  // [1] ratio of the means over points and replicates
    double worst = not_defined; // [1] farthest from 1
};

struct Outcomes {
    std::vector<Estimand> estimands; // units with the currency
    std::vector<std::string> policies;
    std::vector<OutcomeRow> rows; // by point (all of them first), estimand, policy
    std::vector<EqualOutlayReached> outlays;
    Counterfactual off, matched;
    std::string unmatched;    // why an outlay may not be equal
    bool is_branched = false; // the worlds share a history that does not count
};

// The experiment asked for outcomes. Of the first `replicates`; three runs are in memory at a time.
Outcomes evaluate(Plan const& plan, Holdings const& holdings, std::int64_t replicates, std::span<Model const> models);

// The table of one point as lines to be printed; and all rows as CSV.
std::vector<std::string> table_of(Outcomes const& outcomes, std::int64_t point);
std::string csv_of(Outcomes const& outcomes);

} // namespace tianji
