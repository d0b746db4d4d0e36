// Policies compared under the same luck, measure by measure.
#pragma once

#include "engine/experiment/comparison/final_values.hpp"
#include "engine/experiment/statistics/statistics.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tianji {

inline constexpr std::int64_t all_points = -1;

// A policy in a design point, or in all of them (their mean by replicate), beside the reference.
struct ComparisonRow {
    std::size_t measure = 0, policy = 0;
    std::int64_t point = all_points;
    Summary summary;                 // of the policy
    PairedDifference paired;         // to the reference under the same luck; nothing for the reference itself
    Difference unpaired;             // as if they did not share their luck
    double adjusted_p = not_defined; // Holm's, over all policies and primary measures of the same point
};

// Whether the difference is the same in every replicate.
bool is_constant(ComparisonRow const& row);

// A factor as people call it, and what it is in each design point.
struct FactorValues {
    std::string name;
    std::vector<std::string> values; // by design point
};

struct Comparison {
    std::vector<ComparedMeasure> measures; // the primary ones first
    std::vector<std::string> units;        // of the measures, with the currency
    std::vector<std::string> policies;
    std::vector<FactorValues> factors;
    std::vector<ComparisonRow> rows; // by point (all of them first), measure, policy
    std::vector<LeftOut> left_out;

    bool is_exploratory(ComparisonRow const& row) const { return measures[row.measure].is_exploratory; }
};

// Of the first `replicates`.
Comparison compare(Plan const& plan, FinalValues const& values, std::int64_t replicates, std::string const& currency);

// What was not compared, and how to ask for it, as a line; empty where nothing was left out.
std::string left_out_in_words(Comparison const& comparison);

// The table of one point as lines to be printed, with what is significant in words; and all rows as CSV.
std::vector<std::string> table_of(Comparison const& comparison, std::int64_t point);
std::string csv_of(Comparison const& comparison);

// "primary" or "exploratory".
std::string role_of(Comparison const& comparison, ComparisonRow const& row);

} // namespace tianji
