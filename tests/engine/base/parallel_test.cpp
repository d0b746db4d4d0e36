// Parallel loops, whichever library runs the threads.
#include "engine/base/contract.hpp"
#include "engine/base/parallel.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <stdexcept>
#include <vector>

using namespace tianji;

TEST_CASE("every block runs once, for any number of threads and blocks")
{
    for (int const threads : {1, 2, 5}) {
        Executor executor(threads);
        for (std::size_t const n : {0u, 1u, 2u, 7u, 1000u}) {
            std::vector<int> runs(n, 0);
            executor.for_blocks(n, [&runs](std::size_t block) { ++runs[block]; });
            CHECK(runs == std::vector<int>(n, 1));
        }
    }
}

TEST_CASE("what a block wrote is there when the loop is over, and the next loop sees it")
{
    Executor executor(4);
    std::vector<std::size_t> values(512, 1);
    for (int step = 0; step < 200; ++step) {
        std::vector<std::size_t> next(values.size());
        executor.for_blocks(values.size(), [&](std::size_t block) {
            next[block] = values[block] + values[(block + 1) % values.size()];
        });
        values.swap(next);
    }
    CHECK(values == std::vector<std::size_t>(512, values.front()));
}

TEST_CASE("an exception in a block comes out of the loop, and the executor can be used again")
{
    Executor executor(3);
    auto const failing = [](std::size_t block) {
        if (block == 40) throw std::runtime_error("block 40");
    };
    CHECK_THROWS_WITH(executor.for_blocks(100, failing), "block 40");
    std::atomic<int> runs = 0;
    executor.for_blocks(100, [&runs](std::size_t) { ++runs; });
    CHECK(runs == 100);
}

TEST_CASE("an executor without threads is refused") { CHECK_THROWS_AS(Executor(0), BrokenContract); }
