// Any bytes are either a table, whose every cell can be read as anything, or refused with problems that can be printed.
#include "engine/base/csv.hpp"
#include "engine/base/csv_columns.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace tianji;

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

void require_printable(InvalidInput const& error)
{
    require(!error.problems().empty());
    for (Problem const& problem : error.problems())
        require(problem.where.line >= 0 && problem.where.column >= 0 && !to_string(problem).empty());
}

void read_columns(CsvTable const& table)
{
    ColumnReader read(table);
    for (std::string_view const name : table.column_names()) {
        require(read.optional_texts(name).size() == table.row_count());
        require(read.optional_numbers(name, at_least(0)).size() == table.row_count());
        require(read.integers(name, range(-5, 5)).size() == table.row_count());
        require(read.optional_dates(name).size() == table.row_count());
    }
    read.done();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    try {
        CsvTable const table = parse_csv("fuzz.csv", {reinterpret_cast<char const*>(data), size});
        for (std::size_t column = 0; column < table.column_names().size(); ++column) {
            require(table.where_named(column).column >= 1);
            for (std::size_t row = 0; row < table.row_count(); ++row) {
                table.cell(row, column);
                require(table.where(row, column).line >= 1);
            }
        }
        read_columns(table);
    } catch (InvalidInput const& error) {
        require_printable(error);
    }
    return 0;
}
