#include "engine/command_line/small_world.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace tianji::command_line {

namespace {

constexpr std::int64_t small = 100'000;
constexpr std::array<std::string_view, 3> of_every_scenario{"seed", "calendar", "record"};

bool is_large(std::string_view text)
{
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value > small;
}

} // namespace

std::vector<Override> smaller_sizes(std::span<ResolvedLine const> lines)
{
    std::vector<Override> smaller;
    std::vector<std::string> keys;        // of the maps around the line, a level of two blanks each
    std::size_t list = std::string::npos; // how far the list around the line is indented
    for (ResolvedLine const& line : lines) {
        std::string_view const text = line.yaml;
        std::size_t const indent = std::min(text.find_first_not_of(' '), text.size());
        bool const is_item = text.substr(indent).starts_with('-');
        if (list != std::string::npos && (indent < list || (indent == list && !is_item))) list = std::string::npos;
        if (is_item && list == std::string::npos) list = indent;
        std::size_t const colon = text.find(':', indent);
        if (list != std::string::npos || colon == text.npos) continue;
        keys.resize(std::min(keys.size(), indent / 2));
        keys.emplace_back(text.substr(indent, colon - indent));
        if (std::ranges::find(of_every_scenario, keys.front()) != of_every_scenario.end()) continue;
        if (colon + 2 >= text.size() || !is_large(text.substr(colon + 2))) continue;
        std::string path;
        for (std::string const& key : keys) path += (path.empty() ? "" : ".") + key;
        smaller.push_back({path, std::to_string(small)});
    }
    return smaller;
}

} // namespace tianji::command_line
