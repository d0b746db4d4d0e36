// Every block adds to the same number without a lock: ThreadSanitizer must say so.
#include "engine/base/parallel.hpp"

#include <cstdio>

int main()
{
    std::size_t sum = 0;
    tianji::Executor executor(4);
    for (int repeat = 0; repeat < 100; ++repeat) executor.for_blocks(1000, [&sum](std::size_t block) { sum += block; });
    std::printf("sum %zu\n", sum);
}
