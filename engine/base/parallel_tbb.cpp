// Blocks run by oneTBB, which steals work: what users run.
#include "engine/base/parallel_backend.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

namespace tianji {

namespace {

using Blocks = oneapi::tbb::blocked_range<std::size_t>;

struct TbbBackend : Executor::Backend {
    // The control lets more threads than cores be asked for, so that independence of the thread count can be tested.
    oneapi::tbb::global_control limit;
    oneapi::tbb::task_arena arena;

    explicit TbbBackend(int threads)
        : limit(oneapi::tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)), arena(threads)
    {
    }

    void run(std::size_t n, void (*body)(void const*, std::size_t), void const* context) override
    {
        arena.execute([&] {
            oneapi::tbb::parallel_for(Blocks(0, n), [&](Blocks const& blocks) {
                for (std::size_t block = blocks.begin(); block < blocks.end(); ++block) body(context, block);
            });
        });
    }
};

} // namespace

std::unique_ptr<Executor::Backend> Executor::Backend::make(int threads)
{
    return std::make_unique<TbbBackend>(threads);
}

} // namespace tianji
