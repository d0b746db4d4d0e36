// State of agents: one contiguous array per variable, declared once with type, unit and meaning.
#pragma once

#include "engine/base/contract.hpp"
#include "engine/base/money.hpp"
#include "engine/world/ids.hpp"
#include "engine/world/state.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace tianji {

class Population;

// Values of a column: numbers, whole numbers of 8 or 4 bytes, flags.
using Cells =
    std::variant<std::vector<double>, std::vector<std::int64_t>, std::vector<std::int32_t>, std::vector<std::int8_t>>;

// What all columns have in common: the declaration, and their bytes for digests and panels.
class ColumnBase {
public:
    ColumnBase(Population& owner, std::string_view name, std::string_view unit, std::string_view meaning,
               std::uint32_t width = 1);
    virtual ~ColumnBase() = default;
    ColumnBase(ColumnBase const&) = delete;
    ColumnBase& operator=(ColumnBase const&) = delete;

    std::string const name, unit, meaning;
    // False until the model has given the rows values: reading such a column is refused when the model is built.
    bool is_initialised = false;

    std::uint32_t width() const { return width_; }
    virtual void resize(std::uint32_t rows) = 0;
    // Puts the initial value into a row that is being reused.
    virtual void reset(std::uint32_t row) = 0;
    // All rows, for the digest.
    virtual std::span<std::byte const> bytes() const = 0;
    // Names its rows to a visitor; `path` is that of the population. The population has been resized before.
    virtual void visit(StateVisitor& visitor, std::string const& path) = 0;
    // The second buffer of a column that a process reads from others and also writes.
    virtual void make_next() = 0;
    virtual void copy_to_next(std::uint32_t first, std::uint32_t last) = 0;
    virtual void swap_next() = 0;
    // All fields of the named rows, one row behind the other, for panels.
    virtual Cells cells(std::span<std::uint32_t const> rows) const = 0;

protected:
    std::uint32_t width_;
};

// A value as the outside sees it, in the smallest kind of number that holds it: money in millions, an id its slot, a
// row its number, or -1 for none.
template <class T>
auto cell_from(T const& value)
{
    if constexpr (std::is_same_v<T, Money>)
        return in_millions(value);
    else if constexpr (std::is_same_v<T, Flag>)
        return static_cast<std::int8_t>(value);
    else if constexpr (requires { value.slot; })
        return value.is_none() ? std::int32_t{-1} : static_cast<std::int32_t>(value.slot);
    else if constexpr (requires { value.is_none(); })
        return value.number;
    else if constexpr (requires { value.index; })
        return static_cast<std::int32_t>(value.index);
    else if constexpr (std::is_floating_point_v<T>)
        return static_cast<double>(value);
    else if constexpr (sizeof(T) < 4 || std::is_same_v<T, std::int32_t>)
        return static_cast<std::int32_t>(value);
    else
        return static_cast<std::int64_t>(value);
}

// One value of type T per agent, shape (n); or, with a width, one row of `width` values per agent, shape (n, width).
template <class T>
class Column : public ColumnBase {
    static_assert(std::has_unique_object_representations_v<T> || std::is_floating_point_v<T>,
                  "padding bytes would make the digest depend on rubbish");

public:
    using Value = T;

    // Rows start at T{} and count as not initialised until fill() or values() was called.
    Column(Population& owner, std::string_view name, std::string_view unit, std::string_view meaning)
        : ColumnBase(owner, name, unit, meaning)
    {
    }
    // Rows, newborn ones too, start at `initial`.
    Column(Population& owner, std::string_view name, std::string_view unit, std::string_view meaning, T initial)
        : ColumnBase(owner, name, unit, meaning), initial_(initial)
    {
        is_initialised = true;
    }

    // Number of values per agent; before the population has rows.
    void set_width(std::uint32_t width)
    {
        expects(values_.empty(), "the width of a column is set before the population has rows: " + name);
        width_ = width;
    }

    void fill(T value)
    {
        std::fill(values_.begin(), values_.end(), value);
        is_initialised = true;
    }

    // For initialisation and for tests; processes have views.
    std::span<T> values()
    {
        is_initialised = true;
        return values_;
    }
    std::span<T const> values() const { return values_; }
    T const& operator[](std::uint32_t row) const { return values_[row]; }
    std::span<T const> row(std::uint32_t row) const { return {values_.data() + std::size_t{row} * width_, width_}; }
    std::span<T> row(std::uint32_t row) { return {values_.data() + std::size_t{row} * width_, width_}; }

    void resize(std::uint32_t rows) override { values_.resize(std::size_t{rows} * width_, initial_); }
    void reset(std::uint32_t row) override { std::ranges::fill(this->row(row), initial_); }
    std::span<std::byte const> bytes() const override { return std::as_bytes(std::span<T const>(values_)); }
    void visit(StateVisitor& visitor, std::string const& path) override { visitor.array(path + name, values_, width_); }
    void make_next() override { next_.resize(values_.size(), initial_); }
    void copy_to_next(std::uint32_t first, std::uint32_t last) override
    {
        std::copy(values_.data() + std::size_t{first} * width_, values_.data() + std::size_t{last} * width_,
                  next_.data() + std::size_t{first} * width_);
    }
    void swap_next() override { values_.swap(next_); }
    Cells cells(std::span<std::uint32_t const> rows) const override
    {
        std::vector<decltype(cell_from(T{}))> taken;
        if constexpr (std::is_same_v<decltype(cell_from(T{})), T>)
            if (rows.size() * width_ == values_.size()) return values_; // all of them, as they are
        taken.reserve(rows.size() * width_);
        for (std::uint32_t const row : rows)
            for (T const& value : this->row(row)) taken.push_back(cell_from(value));
        return taken;
    }

    T* data() { return values_.data(); }
    T* next_data() { return next_.data(); }

private:
    T initial_{};
    std::vector<T> values_, next_;
};

} // namespace tianji
