// Two threads add to the same number without a lock: ThreadSanitizer must say so.
#include "engine/base/parallel.hpp"

#include <atomic>
#include <cstdio>
#include <thread>

int main()
{
    std::size_t sum = 0;
    tianji::Executor executor(2);
    for (int repeat = 0; repeat < 100; ++repeat) {
        std::atomic<int> inside = 0;
        executor.for_blocks(2, [&](std::size_t block) {
            // Nobody adds before both are there, or one thread might take both blocks. Relaxed: this puts the additions
            // in no order.
            inside.fetch_add(1, std::memory_order_relaxed);
            while (inside.load(std::memory_order_relaxed) < 2) std::this_thread::yield();
            sum += block;
        });
    }
    std::printf("sum %zu\n", sum);
}
