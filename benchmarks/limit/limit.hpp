// The limit: the same model written as plain loops over plain arrays, for just that model and without an engine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tianji::limit {

// Neighbours of vertex v: targets[offsets[v]] … targets[offsets[v + 1]].
struct Csr {
    std::vector<std::uint32_t> offsets, targets;
};

// Where draws come from: the engine's (the same numbers, so the same result), or the cheapest there is (SplitMix64, one
// sequence per thread), which shows what counter-based draws cost.
enum class Draws : std::uint8_t { identical, cheapest };

// How a run is done; all take one measure per tick.
struct Setting {
    std::uint64_t seed = 1;
    std::int64_t ticks = 1;
    int threads = 1;
    Draws draws = Draws::identical;
};

// What came out: the last measure, and the bytes of all arrays.
struct Result {
    double measure = 0.0;
    std::size_t bytes = 0;
};

Result money_exchange(Csr const& network, std::int64_t wealth, Setting const& setting);
Result bass(Csr const& network, double innovation, double imitation, Setting const& setting);

} // namespace tianji::limit
