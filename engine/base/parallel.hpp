// Parallel loops whose result does not depend on the number of threads. The only place that knows the thread library.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace tianji {

// Runs independent blocks of work on a fixed number of threads. Which thread runs which block is not defined, so a body
// writes only what belongs to its block.
class Executor {
public:
    struct Backend; // the library that runs the threads (parallel_backend.hpp)

    // threads >= 1
    explicit Executor(int threads);
    ~Executor();
    Executor(Executor const&) = delete;
    Executor& operator=(Executor const&) = delete;

    int threads() const { return threads_; }

    // Calls body(block) for block = 0 … n-1, in parallel.
    template <class Body>
    void for_blocks(std::size_t n, Body const& body)
    {
        run(
            n, [](void const* context, std::size_t block) { (*static_cast<Body const*>(context))(block); }, &body);
    }

    // Calls body(first, last) for ranges that cover [0, n), in parallel where n is large enough to be worth a task: for
    // plain passes over arrays, some nanoseconds per entry.
    template <class Body>
    void for_ranges(std::size_t n, Body const& body)
    {
        constexpr std::size_t size = 32'768;
        for_blocks((n + size - 1) / size,
                   [&](std::size_t block) { body(block * size, block * size + size < n ? block * size + size : n); });
    }

private:
    void run(std::size_t n, void (*body)(void const*, std::size_t), void const* context);

    int threads_;
    std::unique_ptr<Backend> backend_;
};

// The sum of whole numbers over ranges that cover [0, n): body(first, last) gives that of one range. Exact, so the
// order does not matter.
template <class Body>
std::int64_t exact_sum(Executor& executor, std::size_t n, Body const& body)
{
    std::atomic<std::int64_t> sum{0};
    executor.for_ranges(
        n, [&](std::size_t first, std::size_t last) { sum.fetch_add(body(first, last), std::memory_order_relaxed); });
    return sum.load();
}

// The sum of f(0) … f(n-1) through blocks of 1024 and a fixed tree: the same bits for any number of threads.
template <class Function>
double ordered_sum(std::size_t n, Function const& f)
{
    constexpr std::size_t block = 1024;
    std::vector<double> sums;
    sums.reserve(n / block + 1);
    for (std::size_t begin = 0; begin < n; begin += block) {
        double sum = 0.0;
        std::size_t const end = begin + block < n ? begin + block : n;
        for (std::size_t i = begin; i < end; ++i) sum += f(i);
        sums.push_back(sum);
    }
    for (std::size_t width = 1; width < sums.size(); width *= 2)
        for (std::size_t i = 0; i + width < sums.size(); i += 2 * width) sums[i] += sums[i + width];
    return sums.empty() ? 0.0 : sums.front();
}

} // namespace tianji
