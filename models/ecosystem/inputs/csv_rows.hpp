// Which rows of a file are used. A row in which a cell that is needed is missing is refused or, where the scenario says
// so, left out; so is what refers to it.
#pragma once

#include "engine/base/csv_columns.hpp"
#include "models/ecosystem/inputs/inputs.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tianji::ecosystem {

class CsvRows {
public:
    CsvRows(CsvTable const& table, ColumnReader& read, Incomplete incomplete)
        : table_(table), read_(read), incomplete_(incomplete), is_out_(table.row_count(), false)
    {
    }

    // The cells of a column; rows without one are refused or left out.
    template <class T>
    std::vector<T> needed(std::string_view column, std::vector<std::optional<T>> const& cells)
    {
        std::vector<T> values(cells.size());
        for (std::size_t row = 0; row < cells.size(); ++row)
            if (cells[row])
                values[row] = *cells[row];
            else
                miss(row, column);
        return values;
    }

    std::size_t size() const { return is_out_.size(); }
    bool has(std::size_t row) const { return !is_out_[row]; }
    // Because a row that it refers to is left out.
    void leave_out(std::size_t row);
    // How many rows are left out, and where the first of them is.
    void tell(std::vector<Problem>& notes) const;

private:
    void miss(std::size_t row, std::string_view column);

    CsvTable const& table_;
    ColumnReader& read_;
    Incomplete incomplete_;
    std::vector<bool> is_out_;
    std::vector<std::size_t> incomplete_rows_, dangling_rows_;
};

// The rows that are used, counted from 0, by key.
class CsvKeys {
public:
    static constexpr std::uint32_t left_out = static_cast<std::uint32_t>(-1);

    CsvKeys() = default;
    // Refuses a repeated key where it stands.
    CsvKeys(std::vector<std::string_view> const& keys, CsvRows const& rows, ColumnReader& read,
            std::string_view column);

    // The position of a key that stands in another file; none, with a refusal, where there is no such key.
    std::optional<std::uint32_t> find(std::string_view key, std::size_t row, ColumnReader& read,
                                      std::string_view column, std::string_view what) const;

private:
    std::string meant(std::string_view key) const;

    std::unordered_map<std::string_view, std::uint32_t> positions_;
};

} // namespace tianji::ecosystem
