// How far two result files agree, from what they recorded alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tianji {

class ResultReader;

struct RecordedDifference {
    std::int64_t tick = 0;
    std::string name;     // of the measure, or "digest"
    std::string one, two; // the values
};

struct Agreement {
    std::int64_t ticks_equal = 0; // ticks completed up to which a digest says that the states were the same
    std::int64_t ticks_one = 0;   // recorded
    std::int64_t ticks_two = 0;
    std::optional<RecordedDifference> first; // in a measure that both recorded, or in a digest
    bool ends_alike = false;                 // the states after the last tick of both are the same
};

// Throws InvalidInput where a file cannot be read.
Agreement agreement_of(ResultReader const& one, ResultReader const& two);

} // namespace tianji
