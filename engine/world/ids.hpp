// Names for agents. Both are typed by their population, so that an agent of one kind cannot be looked up among another.
#pragma once

#include <compare>
#include <cstdint>

namespace tianji {

// The place of an agent in the columns of its population. Valid while the agent lives; cheap; not to be stored.
template <class P>
struct Row {
    std::uint32_t index = 0;

    friend auto operator<=>(Row, Row) = default;
};

// An agent for good: slot and generation. A slot is reused after a death, with the next generation, so a stored id
// never names somebody else.
template <class P>
struct AgentId {
    std::uint32_t slot = ~std::uint32_t{0};
    std::uint32_t generation = 0;

    static constexpr AgentId none() { return {}; }
    constexpr bool is_none() const { return slot == ~std::uint32_t{0}; }
    friend auto operator<=>(AgentId, AgentId) = default;
};

// A row, or none: what a column holds instead of a number with -1 for "none". Only for populations whose rows are never
// given up, since nothing tells whether somebody else lives there by now; for others there is AgentId.
template <class P>
struct MaybeRow {
    std::int32_t number = -1;

    constexpr MaybeRow() = default;
    constexpr MaybeRow(Row<P> row) : number(static_cast<std::int32_t>(row.index)) {} // NOLINT: a row is one
    static constexpr MaybeRow none() { return {}; }
    constexpr bool is_none() const { return number < 0; }
    constexpr explicit operator bool() const { return number >= 0; }
    // Not none.
    constexpr Row<P> operator*() const { return {static_cast<std::uint32_t>(number)}; }
    friend bool operator==(MaybeRow, MaybeRow) = default;
};

// The number by which tables and events name a row.
template <class P>
constexpr std::int32_t number_of(Row<P> row)
{
    return static_cast<std::int32_t>(row.index);
}

// A yes or no in one byte: never a packed bit, which two threads could not write independently. An enum and not
// `unsigned char`, so that writing it does not make the compiler reload every pointer.
enum class Flag : std::uint8_t { no = 0, yes = 1 };

constexpr bool is_set(Flag flag) { return flag == Flag::yes; }
constexpr Flag flag(bool value) { return value ? Flag::yes : Flag::no; }

} // namespace tianji
