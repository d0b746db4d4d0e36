#include "engine/world/state_difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace tianji {

namespace {

StateArray const* find(SavedState const& state, std::string const& path)
{
    auto const found = std::ranges::find(state, path, &StateArray::path);
    return found == state.end() ? nullptr : &*found;
}

std::vector<std::string> parts_of(std::string const& path)
{
    std::vector<std::string> parts(1);
    for (char c : path) {
        if (c == '/')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

// Agents whose keys are ordinals have none stored.
std::string agent(SavedState const& state, std::string const& population, std::size_t row)
{
    StateArray const* const keys = find(state, "lives/" + population + "/keys");
    std::string const key = keys ? keys->text(row) : "";
    return fmt::format("agent in slot {} (key {})", row, key.empty() ? std::to_string(row) : key);
}

std::string place_of(SavedState const& state, std::string const& path, std::size_t row)
{
    std::vector<std::string> const parts = parts_of(path);
    if (parts[0] == "populations")
        return fmt::format("population {}, column {}, {}", parts[1], parts[2], agent(state, parts[1], row));
    if (parts[0] == "accounts")
        return fmt::format("population {}, {} of account {}, {}", parts[1], parts[3], parts[2],
                           agent(state, parts[1], row));
    if (parts[0] == "lives" && parts[2] == "slots") return fmt::format("population {}, number of slots", parts[1]);
    if (parts[0] == "lives") return fmt::format("population {}, {} of slot {}", parts[1], parts[2], row);
    if (parts[0] == "network") return fmt::format("network, {} of tie {}", parts[1], row);
    return fmt::format("{}, row {}", path, row);
}

// The first row that is not the same in both; as many as there are if all are.
std::size_t first_row(StateArray const& one, StateArray const& two)
{
    auto const [at, other] = std::ranges::mismatch(one.bytes, two.bytes);
    return static_cast<std::size_t>(at - one.bytes.begin()) / one.shape.bytes();
}

} // namespace

std::optional<StateDifference> first_difference(SavedState const& one, SavedState const& two)
{
    for (StateArray const& array : one) {
        StateArray const* const other = find(two, array.path);
        if (!other) return StateDifference{array.path, fmt::format("{} rows", array.rows()), ""};
        if (array.shape != other->shape)
            return StateDifference{array.path, fmt::format("rows of {} bytes", array.shape.bytes()),
                                   fmt::format("rows of {} bytes", other->shape.bytes())};
        if (array.bytes == other->bytes) continue;
        std::size_t const row = first_row(array, *other);
        SavedState const& named = row < array.rows() ? one : two;
        return StateDifference{place_of(named, array.path, row), array.text(row), other->text(row)};
    }
    for (StateArray const& array : two)
        if (!find(one, array.path)) return StateDifference{array.path, "", fmt::format("{} rows", array.rows())};
    return {};
}

} // namespace tianji
