#include "engine/graph/edge_list.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/csv_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace tianji {

VertexKeys::VertexKeys(std::span<std::string_view const> keys)
{
    vertices_.reserve(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        bool const is_new = vertices_.emplace(keys[i], static_cast<Vertex>(i)).second;
        expects(is_new, "keys that differ");
    }
}

std::optional<Vertex> VertexKeys::find(std::string_view key) const
{
    auto const found = vertices_.find(key);
    if (found == vertices_.end()) return std::nullopt;
    return found->second;
}

namespace {

class EdgeListReader {
public:
    EdgeListReader(CsvTable const& table, EdgeListColumns const& columns, VertexKeys const& keys)
        : table_(table), columns_(columns), keys_(keys), read_(table), ties_(table.row_count())
    {
    }

    std::vector<Tie> run() &&
    {
        read_ends(columns_.a, &Tie::a);
        read_ends(columns_.b, &Tie::b);
        read_attributes();
        refuse_self_ties();
        refuse_repeated_ties();
        read_.done();
        return std::move(ties_);
    }

private:
    void read_ends(std::string const& column, Vertex Tie::*end)
    {
        auto const names = read_.texts(column);
        for (std::size_t row = 0; row < names.size(); ++row) {
            if (names[row].empty()) continue;
            if (auto const vertex = keys_.find(names[row]))
                ties_[row].*end = *vertex;
            else
                read_.refuse(row, column, fmt::format("unknown {} '{}'", columns_.vertex_word, names[row]),
                             fmt::format("it is none of the {} known", keys_.size()),
                             keys_.find(csv::without_blanks(names[row])) ? csv::meant_without_blanks(names[row]) : "");
        }
    }

    void read_attributes()
    {
        constexpr double lowest = std::numeric_limits<std::int32_t>::min(),
                         highest = std::numeric_limits<std::int32_t>::max();
        constexpr double widest = std::numeric_limits<float>::max();
        if (!columns_.weight.empty()) {
            auto const weights = read_.numbers(columns_.weight, {0, widest, true});
            for (std::size_t row = 0; row < ties_.size(); ++row) {
                ties_[row].weight = static_cast<float>(weights[row]);
                if (weights[row] > 0 && ties_[row].weight <= 0)
                    read_.refuse(row, columns_.weight, fmt::format("weight {} is too small", weights[row]),
                                 "it becomes 0 in single precision");
            }
        }
        if (!columns_.since.empty()) {
            auto const sinces = read_.integers(columns_.since, range(lowest, highest));
            for (std::size_t row = 0; row < ties_.size(); ++row)
                ties_[row].since = static_cast<std::int32_t>(sinces[row]);
        }
        if (!columns_.kind.empty()) {
            expects(columns_.kinds.size() <= std::numeric_limits<TieKind>::max() + std::size_t{1}, "at most 256 kinds");
            auto const kinds = read_.words(columns_.kind, columns_.kinds);
            for (std::size_t row = 0; row < ties_.size(); ++row) ties_[row].kind = static_cast<TieKind>(kinds[row]);
        }
    }

    void refuse_self_ties()
    {
        for (std::size_t row = 0; row < ties_.size(); ++row)
            if (ties_[row].a == ties_[row].b && ties_[row].a != no_vertex)
                read_.refuse(row, columns_.b, fmt::format("{} tied to itself", columns_.vertex_word),
                             "a tie joins two");
    }

    void refuse_repeated_ties()
    {
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < ties_.size(); ++row)
            if (ties_[row].a != no_vertex && ties_[row].b != no_vertex && ties_[row].a != ties_[row].b)
                rows.push_back(row);
        auto const key = [&](std::size_t row) {
            Tie const& tie = ties_[row];
            return std::tuple(std::min(tie.a, tie.b), std::max(tie.a, tie.b), tie.kind);
        };
        std::stable_sort(rows.begin(), rows.end(), [&](std::size_t x, std::size_t y) { return key(x) < key(y); });
        for (std::size_t first = 0, i = 1; i < rows.size(); ++i) {
            if (key(rows[first]) != key(rows[i]))
                first = i;
            else
                read_.refuse(rows[i], columns_.a, "the same tie again",
                             fmt::format("it stands in line {} already", table_.where(rows[first], 0).line));
        }
    }

    CsvTable const& table_;
    EdgeListColumns const& columns_;
    VertexKeys const& keys_;
    ColumnReader read_;
    std::vector<Tie> ties_;
};

} // namespace

std::vector<Tie> read_edge_list(std::filesystem::path const& path, EdgeListColumns const& columns,
                                VertexKeys const& keys)
{
    CsvTable const table = read_csv(path);
    return EdgeListReader(table, columns, keys).run();
}

} // namespace tianji
