// Uniform draws from random words, exact and the same on every machine.
#pragma once

#include "engine/graph/generators.hpp"

#include <span>
#include <utility>

namespace tianji {

// Uniform in 0 … n-1, n > 0; multiply and shift, with the rare rejection that makes it exact (Lemire 2019).
inline std::uint64_t below(std::uint64_t n, RandomWords& words)
{
    __extension__ using Wide = unsigned __int128;
    Wide product = Wide{words.next()} * n;
    if (static_cast<std::uint64_t>(product) < n) {
        std::uint64_t const threshold = -n % n;
        while (static_cast<std::uint64_t>(product) < threshold) product = Wide{words.next()} * n;
    }
    return static_cast<std::uint64_t>(product >> 64);
}

// Uniform in [0, 1): a multiple of 2^-53.
inline double unit_interval(RandomWords& words) { return static_cast<double>(words.next() >> 11) * 0x1p-53; }

// Fisher–Yates (Durstenfeld 1964).
template <class T>
void shuffle(std::span<T> items, RandomWords& words)
{
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i, words)]);
}

} // namespace tianji
