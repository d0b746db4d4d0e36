#include "engine/scenario/elsewhere.hpp"

#include "engine/base/text.hpp"

#include <algorithm>

namespace tianji {

namespace {

// The entry's path with the names that the user chose, as far as it goes the same way.
std::string typed_path(ParameterEntry const& entry, std::span<std::string const> here)
{
    std::vector<std::string> path = entry.path;
    for (std::size_t i = 0; i < std::min(path.size(), here.size()); ++i) {
        if (path[i] == "*") path[i] = here[i];
        if (path[i] != here[i]) break;
    }
    return joined(path, ".");
}

template <class Wanted>
std::vector<std::string> paths_of(std::span<ParameterEntry const> all, std::span<std::string const> here, Wanted wanted)
{
    std::vector<std::string> paths;
    for (ParameterEntry const& entry : all)
        if (wanted(entry)) paths.push_back('\'' + typed_path(entry, here) + '\'');
    return paths;
}

} // namespace

std::string did_you_mean_elsewhere(std::string_view key, std::span<std::string const> here,
                                   std::span<ParameterEntry const> all)
{
    constexpr std::size_t most = 3; // more would help nobody
    std::string const symbol = '(' + std::string(key) + ')';
    auto const has_symbol = [&](ParameterEntry const& entry) {
        return entry.meaning.find(symbol) != std::string::npos;
    };
    auto const is_called = [&](ParameterEntry const& entry) {
        return entry.path.size() > 1 && entry.path.back() == key;
    };
    auto paths = paths_of(all, here, is_called);
    if (paths.empty()) paths = paths_of(all, here, has_symbol);
    if (paths.empty()) return {};
    if (paths.size() > most) paths.resize(most);
    return "did you mean " + joined(paths, " or ");
}

} // namespace tianji
