// CSV tables: plain or gzipped, a header line, RFC 4180 quotes, UTF-8 (a byte order mark and CRLF are tolerated).
// Commas, semicolons or tabs separate, whichever stands between the names of the header, or what a line like "sep=;"
// before it says. Every cell knows where it stands in the file. Typed columns are read through a ColumnReader
// (csv_columns.hpp).
#pragma once

#include "engine/base/message.hpp"

#include <cstddef>
#include <filesystem>
#include <forward_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tianji {

// A table in memory. Cells are views into it, so it is moved, never copied, and must outlive what was read from it.
class CsvTable {
public:
    CsvTable(CsvTable&&) = default;
    CsvTable& operator=(CsvTable&&) = default;
    CsvTable(CsvTable const&) = delete;
    CsvTable& operator=(CsvTable const&) = delete;

    std::string const& file() const { return file_; }
    std::size_t row_count() const { return rows_.size(); } // without the header
    std::span<std::string_view const> column_names() const { return names_; }
    std::optional<std::size_t> find_column(std::string_view name) const;
    // Rows and columns count from 0. Quotes are removed; an empty cell is a missing value.
    std::string_view cell(std::size_t row, std::size_t column) const { return cells_[row * names_.size() + column]; }
    // True if the cell stands in quotes: "NA" is then a text, not a missing value.
    bool is_quoted(std::size_t row, std::size_t column) const;
    // Where semicolons separate, numbers may have a decimal comma.
    bool has_decimal_commas() const { return separator_ == ';'; }
    // Computed when asked for: walks the row.
    Location where(std::size_t row, std::size_t column) const;
    // The place of a column's name in the header line.
    Location where_named(std::size_t column) const;

private:
    struct RowStart {
        std::size_t offset; // into bytes_ [byte]
        int line;           // counted from 1
    };

    friend class TableParser;
    CsvTable() = default;
    Location locate(RowStart row, std::size_t column) const;

    std::string file_;
    std::vector<char> bytes_;
    char separator_ = ',';
    std::forward_list<std::string> unescaped_; // cells in which a doubled quote stood for one
    RowStart header_{0, 1};
    std::vector<std::string_view> names_;
    std::vector<RowStart> rows_;
    std::vector<std::string_view> cells_; // (row_count × columns)
};

// Throws InvalidInput with all that is wrong with the file's form (up to 20 problems): cannot be opened, truncated or
// damaged gzip, empty, NUL, not UTF-8, quotes, ragged rows, repeated column names. A column without a name cannot be
// found, so it is ignored. Blank lines and rows of empty cells are skipped where there is more than one column.
CsvTable read_csv(std::filesystem::path const& path);

// The same for text that is already in memory; `name` stands for the file in messages.
CsvTable parse_csv(std::string name, std::string_view text);

} // namespace tianji
