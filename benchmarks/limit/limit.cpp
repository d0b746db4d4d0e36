#include "benchmarks/limit/limit.hpp"

#include <Random123/threefry.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>

namespace tianji::limit {

namespace {

// FNV-1a with a mixer: the key of the process "give" or "adopt", as in engine/base/stream.cpp.
std::uint64_t hash_of(char const* name)
{
    std::uint64_t x = 0xCBF29CE484222325ull;
    for (; *name; ++name) x = (x ^ static_cast<unsigned char>(*name)) * 0x100000001B3ull;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
    return x ^ (x >> 31);
}

// One block serves agents 4g … 4g+3.
threefry4x64_ctr_t draws(std::uint64_t group, std::uint64_t seed, std::int64_t tick, std::uint64_t process)
{
    threefry4x64_ctr_t const counter{{group, ~std::uint64_t{0}, 0, 0}};
    threefry4x64_key_t const key{{seed, 0, static_cast<std::uint64_t>(tick), process}};
    return threefry4x64_R(20, counter, key);
}

// [0, n) cut into one range per thread, at multiples of four.
template <class Body>
void in_parallel(std::uint32_t n, int threads, Body const& body)
{
    if (threads == 1) return body(0u, n);
    std::vector<std::thread> workers;
    std::uint32_t const step = (n / static_cast<std::uint32_t>(threads) + 4) / 4 * 4;
    for (std::uint32_t first = 0; first < n; first += step)
        workers.emplace_back([&body, first, last = std::min(first + step, n)] { body(first, last); });
    for (std::thread& worker : workers) worker.join();
}

} // namespace

double money_exchange(Csr const& network, std::int64_t wealth, std::uint64_t seed, std::int64_t ticks, int threads)
{
    auto const n = static_cast<std::uint32_t>(network.offsets.size() - 1);
    std::vector<std::int64_t> money(n, wealth), incoming(n, 0);
    std::uint64_t const process = hash_of("give");
    std::uint32_t const* const offsets = network.offsets.data();
    std::uint32_t const* const targets = network.targets.data();
    double penniless = 0.0;
    for (std::int64_t tick = 0; tick < ticks; ++tick) {
        in_parallel(n, threads, [&](std::uint32_t first, std::uint32_t last) {
            for (std::uint32_t group = first; group < last; group += 4) {
                bool any = false;
                for (std::uint32_t i = group; i < std::min(group + 4, last); ++i) any |= money[i] > 0;
                if (!any) continue;
                threefry4x64_ctr_t const words = draws(group / 4, seed, tick, process);
                for (std::uint32_t i = group; i < std::min(group + 4, last); ++i) {
                    std::uint32_t const degree = offsets[i + 1] - offsets[i];
                    if (money[i] < 1 || degree == 0) continue;
                    __extension__ using Wide = unsigned __int128;
                    std::uint32_t const to =
                        targets[offsets[i] +
                                static_cast<std::uint32_t>((static_cast<Wide>(words[i % 4]) * degree) >> 64)];
                    --money[i];
                    if (threads == 1)
                        ++incoming[to];
                    else
                        std::atomic_ref(incoming[to]).fetch_add(1, std::memory_order_relaxed);
                }
            }
        });
        std::int64_t poor = 0, total = 0;
        for (std::uint32_t i = 0; i < n; ++i) {
            money[i] += incoming[i];
            incoming[i] = 0;
            total += money[i];
        }
        for (std::uint32_t i = 0; i < n; ++i) poor += money[i] == 0;
        if (total != wealth * n) return -1.0;
        penniless = static_cast<double>(poor) / n;
    }
    return penniless;
}

double bass(Csr const& network, double innovation, double imitation, std::uint64_t seed, std::int64_t ticks,
            int threads)
{
    auto const n = static_cast<std::uint32_t>(network.offsets.size() - 1);
    std::vector<unsigned char> adopted(n, 0), next(n, 0);
    std::uint64_t const process = hash_of("adopt");
    std::uint32_t const* const offsets = network.offsets.data();
    std::uint32_t const* const targets = network.targets.data();
    double share = 0.0;
    for (std::int64_t tick = 0; tick < ticks; ++tick) {
        in_parallel(n, threads, [&](std::uint32_t first, std::uint32_t last) {
            for (std::uint32_t group = first; group < last; group += 4) {
                std::uint32_t const end = std::min(group + 4, last);
                bool any = false;
                for (std::uint32_t i = group; i < end; ++i) {
                    next[i] = adopted[i];
                    any |= adopted[i] == 0;
                }
                if (!any) continue;
                threefry4x64_ctr_t const words = draws(group / 4, seed, tick, process);
                for (std::uint32_t i = group; i < end; ++i) {
                    if (adopted[i]) continue;
                    std::uint32_t around = 0;
                    for (std::uint32_t e = offsets[i]; e < offsets[i + 1]; ++e) around += adopted[targets[e]];
                    std::uint32_t const degree = offsets[i + 1] - offsets[i];
                    double const influence = degree ? static_cast<double>(around) / degree : 0.0;
                    double const u = static_cast<double>(words[i % 4] >> 11) * 0x1.0p-53;
                    if (u < innovation + imitation * influence) next[i] = 1;
                }
            }
        });
        adopted.swap(next);
        share = static_cast<double>(std::count(adopted.begin(), adopted.end(), 1)) / n;
    }
    return share;
}

} // namespace tianji::limit
