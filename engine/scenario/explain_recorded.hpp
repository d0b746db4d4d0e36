// What the runs of a model record, as `tianji explain` tells it. Whoever can build a world finds it: here nobody can.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tianji {

// A measure, or a column of a table.
struct RecordedEntry {
    std::string name, unit, meaning;
    std::string per = {};                // of a measure: what it has a value for each of; empty: one value
    std::vector<std::string> words = {}; // of a code
};

struct RecordedTable {
    std::string group; // path in the result file
    std::string meaning;
    std::vector<RecordedEntry> columns;
};

struct Recorded {
    std::string model;
    std::vector<RecordedEntry> measures;
    std::vector<RecordedTable> tables;
};

// For the page of a model.
std::string recorded_page(Recorded const& recorded);

// One section per thing that the topic names: a measure, a table ("awards", "/tables/awards"), a column ("score",
// "applications.score") or a word of a code; the name of a model may stand before it, as in "bass.adopted".
std::vector<std::string> recorded_sections(std::span<Recorded const> all, std::string_view topic);

// Everything that could be meant by a mistyped topic.
std::vector<std::string> recorded_topics(std::span<Recorded const> all);

} // namespace tianji
