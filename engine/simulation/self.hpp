// The agent a body acts for.
#pragma once

#include "engine/world/ids.hpp"

#include <cstdint>

namespace tianji {

class Once;
template <class Body, class P>
class EachProcess;

// Only the engine makes one, so whoever needs a Self to write can only write the row it runs for. In a `once` process,
// Once::as() gives a Self for any row. Converts to the row.
template <class P>
class Self {
public:
    operator Row<P>() const { return row_; } // NOLINT(google-explicit-constructor)
    Row<P> row() const { return row_; }
    std::uint32_t index() const { return row_.index; }
    // The block that is being run: where effects on others are collected.
    std::uint32_t block() const { return block_; }

private:
    friend class Once;
    template <class Body, class Q>
    friend class EachProcess;
    Self(Row<P> row, std::uint32_t block) : row_(row), block_(block) {}

    Row<P> row_;
    std::uint32_t block_;
};

} // namespace tianji
