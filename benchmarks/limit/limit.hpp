// The limit: the same model written as plain loops over plain arrays, with identical draws and no engine.
#pragma once

#include <cstdint>
#include <vector>

namespace tianji::limit {

// Neighbours of vertex v: targets[offsets[v]] … targets[offsets[v + 1]].
struct Csr {
    std::vector<std::uint32_t> offsets, targets;
};

// Both run on the given number of threads, take one measure per tick and return the last one.
double money_exchange(Csr const& network, std::int64_t wealth, std::uint64_t seed, std::int64_t ticks, int threads);
double bass(Csr const& network, double innovation, double imitation, std::uint64_t seed, std::int64_t ticks,
            int threads);

} // namespace tianji::limit
