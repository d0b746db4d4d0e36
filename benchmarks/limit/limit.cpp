#include "benchmarks/limit/limit.hpp"

#include <Random123/threefry.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <barrier>
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

using Words = std::array<std::uint64_t, 4>; // for the agents 4g … 4g+3

// The engine's draws: one block serves four agents.
struct Identical {
    std::uint64_t seed, tick, process;
    Words of(std::uint64_t group)
    {
        threefry4x64_ctr_t const counter{{group, ~std::uint64_t{0}, 0, 0}};
        threefry4x64_key_t const key{{seed, 0, tick, process}};
        threefry4x64_ctr_t const block = threefry4x64_R(20, counter, key);
        return {block[0], block[1], block[2], block[3]};
    }
};

// SplitMix64, one sequence per thread and tick.
struct Cheapest {
    std::uint64_t state;
    std::uint64_t word()
    {
        std::uint64_t z = state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    Words of(std::uint64_t) { return {word(), word(), word(), word()}; }
};

template <class Generator>
Generator generator(Setting const& setting, std::int64_t tick, std::uint64_t process, int thread)
{
    if constexpr (std::is_same_v<Generator, Identical>)
        return {setting.seed, static_cast<std::uint64_t>(tick), process};
    else
        return {setting.seed ^ (static_cast<std::uint64_t>(tick) << 20) ^ static_cast<std::uint64_t>(thread)};
}

// Threads that stay: each runs body(thread) for its part, all wait for each other.
template <class Body>
void on_threads(int threads, Body const& body)
{
    std::vector<std::jthread> others;
    for (int thread = 1; thread < threads; ++thread) others.emplace_back([&body, thread] { body(thread); });
    body(0);
}

struct Part {
    std::uint32_t first, last;
};

// [0, n) cut into one range per thread, at multiples of four.
Part part_of(std::uint32_t n, int threads, int thread)
{
    std::uint32_t const step = (n / static_cast<std::uint32_t>(threads) + 4) / 4 * 4;
    std::uint32_t const first = std::min(n, step * static_cast<std::uint32_t>(thread));
    return {first, std::min(n, first + step)};
}

// Everybody in [first, last) who has something gives one unit; with Atomic others give at the same time.
template <bool Atomic, class Generator>
void give(Csr const& network, Part part, Generator luck, std::int64_t* money, std::int64_t* incoming)
{
    std::uint32_t const* const offsets = network.offsets.data();
    std::uint32_t const* const targets = network.targets.data();
    for (std::uint32_t group = part.first; group < part.last; group += 4) {
        std::uint32_t const end = std::min(group + 4, part.last);
        Words const words = luck.of(group / 4);
        for (std::uint32_t i = group; i < end; ++i) {
            std::uint32_t const degree = offsets[i + 1] - offsets[i];
            if (degree == 0) continue;
            std::int64_t const gift = money[i] > 0; // no branch that cannot be foreseen
            __extension__ using Wide = unsigned __int128;
            auto const pick = static_cast<std::uint32_t>((static_cast<Wide>(words[i % 4]) * degree) >> 64);
            std::uint32_t const to = targets[offsets[i] + pick];
            money[i] -= gift;
            if constexpr (Atomic)
                std::atomic_ref(incoming[to]).fetch_add(gift, std::memory_order_relaxed);
            else
                incoming[to] += gift;
        }
    }
}

struct Count {
    std::int64_t poor = 0, total = 0;
};

Count receive(Part part, std::int64_t* money, std::int64_t* incoming)
{
    Count count;
    for (std::uint32_t i = part.first; i < part.last; ++i) {
        money[i] += incoming[i];
        incoming[i] = 0;
        count.total += money[i];
        count.poor += money[i] == 0;
    }
    return count;
}

template <class Generator>
Result exchange(Csr const& network, std::int64_t wealth, Setting const& setting)
{
    auto const n = static_cast<std::uint32_t>(network.offsets.size() - 1);
    std::vector<std::int64_t> money(n, wealth), incoming(n, 0);
    std::uint64_t const process = hash_of("give");
    std::vector<Count> counts(static_cast<std::size_t>(setting.threads) * 8); // a cache line each
    std::barrier wait(setting.threads);
    double penniless = 0.0;
    on_threads(setting.threads, [&](int thread) {
        Part const part = part_of(n, setting.threads, thread);
        for (std::int64_t tick = 0; tick < setting.ticks; ++tick) {
            auto const luck = generator<Generator>(setting, tick, process, thread);
            if (setting.threads == 1)
                give<false>(network, part, luck, money.data(), incoming.data());
            else
                give<true>(network, part, luck, money.data(), incoming.data());
            wait.arrive_and_wait();
            counts[static_cast<std::size_t>(thread) * 8] = receive(part, money.data(), incoming.data());
            wait.arrive_and_wait();
            if (thread != 0) continue;
            Count sum;
            for (Count const& count : counts) sum = {sum.poor + count.poor, sum.total + count.total};
            penniless = sum.total == wealth * n ? static_cast<double>(sum.poor) / n : -1.0;
        }
    });
    return {penniless, n * 2 * sizeof(std::int64_t) + (network.offsets.size() + network.targets.size()) * 4};
}

template <class Generator>
std::int64_t adopt(Csr const& network, Part part, Generator luck, double p, double q, unsigned char const* adopted,
                   unsigned char* next)
{
    std::uint32_t const* const offsets = network.offsets.data();
    std::uint32_t const* const targets = network.targets.data();
    std::int64_t adopters = 0;
    for (std::uint32_t group = part.first; group < part.last; group += 4) {
        std::uint32_t const end = std::min(group + 4, part.last);
        bool any = false;
        for (std::uint32_t i = group; i < end; ++i) {
            next[i] = adopted[i];
            any |= adopted[i] == 0;
            adopters += adopted[i];
        }
        if (!any) continue;
        Words const words = luck.of(group / 4);
        for (std::uint32_t i = group; i < end; ++i) {
            if (adopted[i]) continue;
            double const u = static_cast<double>(words[i % 4] >> 11) * 0x1.0p-53;
            if (u >= p + q) continue;
            std::uint32_t around = 0;
            for (std::uint32_t e = offsets[i]; e < offsets[i + 1]; ++e) around += adopted[targets[e]];
            std::uint32_t const degree = offsets[i + 1] - offsets[i];
            double const influence = degree ? static_cast<double>(around) / degree : 0.0;
            if (u < p + q * influence) {
                next[i] = 1;
                ++adopters;
            }
        }
    }
    return adopters;
}

template <class Generator>
Result diffuse(Csr const& network, double p, double q, Setting const& setting)
{
    auto const n = static_cast<std::uint32_t>(network.offsets.size() - 1);
    std::vector<unsigned char> buffers[2]{std::vector<unsigned char>(n, 0), std::vector<unsigned char>(n, 0)};
    std::uint64_t const process = hash_of("adopt");
    // Counts of even and odd ticks lie apart: the next tick begins while the last one is added up.
    std::size_t const row = static_cast<std::size_t>(setting.threads) * 8;
    std::vector<std::int64_t> adopters(2 * row);
    std::barrier wait(setting.threads);
    double share = 0.0;
    on_threads(setting.threads, [&](int thread) {
        Part const part = part_of(n, setting.threads, thread);
        for (std::int64_t tick = 0; tick < setting.ticks; ++tick) {
            auto const luck = generator<Generator>(setting, tick, process, thread);
            std::int64_t* const counts = adopters.data() + (tick % 2 ? row : 0);
            counts[thread * 8] =
                adopt(network, part, luck, p, q, buffers[tick % 2].data(), buffers[(tick + 1) % 2].data());
            wait.arrive_and_wait();
            if (thread != 0) continue;
            std::int64_t sum = 0;
            for (std::size_t i = 0; i < row; ++i) sum += counts[i];
            share = static_cast<double>(sum) / n;
        }
    });
    return {share, n * std::size_t{2} + (network.offsets.size() + network.targets.size()) * 4};
}

} // namespace

Result money_exchange(Csr const& network, std::int64_t wealth, Setting const& setting)
{
    return setting.draws == Draws::identical ? exchange<Identical>(network, wealth, setting)
                                             : exchange<Cheapest>(network, wealth, setting);
}

Result bass(Csr const& network, double innovation, double imitation, Setting const& setting)
{
    return setting.draws == Draws::identical ? diffuse<Identical>(network, innovation, imitation, setting)
                                             : diffuse<Cheapest>(network, innovation, imitation, setting);
}

} // namespace tianji::limit
