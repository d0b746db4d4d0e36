// The one description of everything that changes: each part of the world names its arrays to a visitor. Saving a
// checkpoint, loading one and comparing two runs are visitors, so a part that is visited is saved, loaded and compared.
#pragma once

#include "engine/base/money.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace tianji {

class World;

// What an array is made of.
enum class Scalar : std::uint8_t { int8, uint8, int16, uint16, int32, uint32, int64, uint64, float32, float64 };

std::size_t bytes_of(Scalar scalar);

// What one row of an array is: `width` scalars.
struct RowShape {
    Scalar scalar = Scalar::uint8;
    std::uint32_t width = 1;

    std::size_t bytes() const { return bytes_of(scalar) * width; }
    friend bool operator==(RowShape const&, RowShape const&) = default;
};

template <class T>
constexpr Scalar scalar_of()
{
    if constexpr (std::is_enum_v<T>)
        return scalar_of<std::underlying_type_t<T>>();
    else if constexpr (std::is_floating_point_v<T>)
        return sizeof(T) == 4 ? Scalar::float32 : Scalar::float64;
    else {
        constexpr int power = sizeof(T) == 1 ? 0 : sizeof(T) == 2 ? 1 : sizeof(T) == 4 ? 2 : 3;
        return static_cast<Scalar>(2 * power + (std::is_unsigned_v<T> ? 1 : 0));
    }
}

// An id is a row of (slot, generation); any type that is not listed here is a row of bytes.
template <class T>
constexpr RowShape shape_of(std::uint32_t width = 1)
{
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>)
        return {scalar_of<T>(), width};
    else if constexpr (std::is_same_v<T, Money>)
        return {Scalar::int64, width};
    else if constexpr (requires(T id) { id.slot, id.generation; })
        return {Scalar::uint32, 2 * width};
    else if constexpr (requires(T row) { row.number, row.is_none(); })
        return {Scalar::int32, width};
    else if constexpr (requires(T row) { row.index; } && sizeof(T) == 4)
        return {Scalar::uint32, width};
    else
        return {Scalar::uint8, static_cast<std::uint32_t>(sizeof(T)) * width};
}

// Visits arrays by their path, e.g. "populations/consumers/adopted". A visitor that loads gives arrays their old rows.
class StateVisitor {
public:
    virtual ~StateVisitor() = default;

    virtual bool is_loading() const = 0;

    // `width`: values of a row.
    template <class T>
    requires std::is_trivially_copyable_v<T>
    void array(std::string_view path, std::vector<T>& values, std::uint32_t width = 1)
    {
        visit(std::string(path), shape_of<T>(width), std::as_bytes(std::span(values)),
              [&values, width](std::size_t rows) {
                  values.resize(rows * width);
                  return std::as_writable_bytes(std::span(values));
              });
    }
    void array(std::string_view path, std::vector<std::string>& texts);

    template <class T>
    void value(std::string_view path, T& value)
    {
        std::vector<T> one{value};
        array(path, one);
        if (!one.empty()) value = one.front();
    }

    // One member of each record as an array of its own: records may have padding. `member` gives a reference to it; a
    // list of records is visited with all its members, and has the same number of rows in each.
    template <class Record, class Member>
    void field(std::string_view path, std::vector<Record>& records, Member const& member)
    {
        std::vector<std::remove_cvref_t<std::invoke_result_t<Member, Record&>>> column;
        column.reserve(records.size());
        for (Record& record : records) column.push_back(std::invoke(member, record));
        array(path, column);
        if (!is_loading()) return;
        records.resize(column.size());
        for (std::size_t i = 0; i < records.size(); ++i) std::invoke(member, records[i]) = column[i];
    }

protected:
    // `resize` makes room for so many rows and returns where they are; only for a visitor that loads.
    using Resize = std::function<std::span<std::byte>(std::size_t rows)>;
    virtual void visit(std::string path, RowShape shape, std::span<std::byte const> now, Resize const& resize) = 0;
};

struct StateArray {
    std::string path;
    RowShape shape;
    std::vector<std::byte> bytes;

    std::size_t rows() const { return bytes.size() / shape.bytes(); }
    // A row as text: numbers separated by blanks. Empty beyond the last row.
    std::string text(std::size_t row) const;
};

// In the order in which the world names them.
using SavedState = std::vector<StateArray>;

// Copies all arrays that `describe` names.
SavedState save(std::function<void(StateVisitor&)> const& describe);
// Throws InvalidInput about `file` where an array is missing, of another shape or not asked for.
void load(std::function<void(StateVisitor&)> const& describe, SavedState const& state, std::string const& file);

// Without the clock: an observer sees a tick before the clock has moved on.
SavedState save_state(World const& world);
std::size_t bytes_of(SavedState const& state);

// Over a world built from the same scenario. Throws as load() does. The caller sets the clock.
void load_state(World& world, SavedState const& state, std::string const& file);

} // namespace tianji
