#include "engine/base/text_table.hpp"

#include "engine/base/text.hpp"

#include <algorithm>
#include <cstddef>

namespace tianji {

std::vector<std::string> in_columns(std::vector<std::vector<std::string>> const& rows)
{
    std::vector<std::size_t> widths(rows.empty() ? 0 : rows[0].size());
    for (auto const& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], count_characters(row[i]));
    std::vector<std::string> lines;
    for (auto const& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            std::string const space(widths[i] - count_characters(row[i]), ' ');
            line += "  " + (i == 0 ? row[i] + space : space + row[i]);
        }
        while (line.ends_with(' ')) line.pop_back();
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace tianji
