// Random words for tests: SplitMix64 (Steele, Lea & Flood 2014).
#pragma once

#include "engine/graph/generators.hpp"

namespace tianji {

struct TestWords : RandomWords {
    explicit TestWords(std::uint64_t seed) : state(seed) {}
    std::uint64_t next() override
    {
        std::uint64_t z = state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    std::uint64_t below(std::uint64_t n) { return next() % n; } // good enough for choosing test cases

    std::uint64_t state;
};

} // namespace tianji
