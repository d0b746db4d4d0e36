#include "engine/simulation/profile.hpp"

#include "engine/base/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>

namespace tianji {

double Profile::Row::total() const { return std::accumulate(seconds.begin(), seconds.end(), 0.0); }

void Profile::add(std::string_view name, Part part, Clock::time_point begun)
{
    double const seconds = std::chrono::duration<double>(Clock::now() - begun).count();
    auto row = std::ranges::find(rows_, name, &Row::name);
    if (row == rows_.end()) row = rows_.insert(rows_.end(), Row{std::string(name), {}});
    row->seconds[static_cast<std::size_t>(part)] += seconds;
}

std::string text_of(Profile const& profile)
{
    std::vector<Profile::Row> rows = profile.rows();
    std::ranges::stable_sort(rows, std::greater<>{}, &Profile::Row::total);
    double all = 0.0;
    for (Profile::Row const& row : rows) all += row.total();
    std::vector<std::vector<std::string>> cells{{"process", "s", "%"}};
    for (std::string_view const part : Profile::part_words) cells.front().emplace_back(part);
    for (Profile::Row const& row : rows) {
        double const share = all > 0.0 ? 100.0 * row.total() / all : 0.0;
        cells.push_back({row.name, fmt::format("{:.2f}", row.total()), fmt::format("{:.1f}", share)});
        for (double const seconds : row.seconds)
            cells.back().push_back(seconds > 0.0 ? fmt::format("{:.2f}", seconds) : "");
    }
    std::string text;
    for (std::string const& line : in_columns(cells)) text += line + '\n';
    return text;
}

} // namespace tianji
