// Rows of tables turned into columns, which is what the simulation hands to the writer.
#pragma once

#include "engine/world/table.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace tianji {

// Values of a column, by the kind of its field: number, integer, code, text.
using ColumnValues =
    std::variant<std::vector<double>, std::vector<std::int64_t>, std::vector<std::int32_t>, std::vector<std::string>>;

// One group of the result file whose columns share a dimension.
struct TableLayout {
    std::string group; // path from the root
    std::string dimension;
    std::string meaning;
    std::vector<TableField> fields;
};

// One entry per field, all equally long. An integer whose field is a code (events) becomes one.
std::vector<ColumnValues> columns_of(RecordsBase const& records, std::vector<TableField> const& fields);

std::size_t bytes_of(std::vector<ColumnValues> const& columns); // roughly

} // namespace tianji
