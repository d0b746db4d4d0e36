#include "models/ecosystem/inputs/csv_rows.hpp"

#include "engine/base/text.hpp"

#include <fmt/format.h>

namespace tianji::ecosystem {

// --- rows --------------------------------------------------------------------------------------------------------

void CsvRows::miss(std::size_t row, std::string_view column)
{
    if (incomplete_ == Incomplete::refuse)
        read_.refuse_missing(row, column, "every row needs a value here",
                             "write it, or leave such rows out with inputs.csv.incomplete: leave_out");
    else if (has(row))
        incomplete_rows_.push_back(row);
    is_out_[row] = true;
}

void CsvRows::leave_out(std::size_t row)
{
    dangling_rows_.push_back(row);
    is_out_[row] = true;
}

void CsvRows::tell(std::vector<Problem>& notes) const
{
    auto const add = [&](std::vector<std::size_t> const& rows, std::string why) {
        if (rows.empty()) return;
        notes.push_back({{table_.file(), table_.where(rows.front(), 0).line},
                         plural(rows.size(), "row") + " left out, this one first",
                         std::move(why),
                         ""});
    };
    add(incomplete_rows_, "a cell that is needed is missing, and inputs.csv.incomplete is leave_out");
    add(dangling_rows_, "the project or the organisation is left out");
}

// --- keys --------------------------------------------------------------------------------------------------------

CsvKeys::CsvKeys(std::vector<std::string_view> const& keys, CsvRows const& rows, ColumnReader& read,
                 std::string_view column)
{
    std::uint32_t next = 0;
    for (std::size_t row = 0; row < keys.size(); ++row) {
        std::uint32_t const position = rows.has(row) ? next++ : left_out;
        if (!keys[row].empty() && !positions_.emplace(keys[row], position).second)
            read.refuse(row, column, fmt::format("repeated key '{}'", keys[row]), "an earlier row has it",
                        "remove one of the rows");
    }
}

std::optional<std::uint32_t> CsvKeys::find(std::string_view key, std::size_t row, ColumnReader& read,
                                           std::string_view column, std::string_view what) const
{
    auto const found = positions_.find(key);
    if (found != positions_.end()) return found->second;
    read.refuse(row, column, fmt::format("unknown {} '{}'", what, key),
                fmt::format("the file of {}s does not have it", what), meant(key));
    return std::nullopt;
}

// The key that differs by blanks only, in this file or in the other.
std::string CsvKeys::meant(std::string_view key) const
{
    if (positions_.contains(csv::without_blanks(key))) return csv::meant_without_blanks(key);
    for (std::string_view const blank : {" ", "\u00a0", "\t"}) {
        for (std::string const& other : {fmt::format("{}{}", key, blank), fmt::format("{}{}", blank, key)})
            if (positions_.contains(other)) return fmt::format("did you mean '{}' (with the blank)", other);
    }
    return {};
}

} // namespace tianji::ecosystem
