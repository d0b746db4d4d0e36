#include "engine/base/parallel.hpp"

#include "engine/base/contract.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

namespace tianji {

struct Executor::Backend {
    // The control lets more threads than cores be asked for, so that independence of the thread count can be tested.
    oneapi::tbb::global_control limit;
    oneapi::tbb::task_arena arena;

    explicit Backend(int threads)
        : limit(oneapi::tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)), arena(threads)
    {
    }
};

Executor::Executor(int threads) : threads_(threads)
{
    expects(threads >= 1, "an executor has at least one thread");
    if (threads > 1) backend_ = std::make_unique<Backend>(threads);
}

Executor::~Executor() = default;

void Executor::run(std::size_t n, void (*body)(void const*, std::size_t), void const* context)
{
    if (!backend_ || n <= 1) {
        for (std::size_t block = 0; block < n; ++block) body(context, block);
        return;
    }
    backend_->arena.execute([&] {
        oneapi::tbb::parallel_for(oneapi::tbb::blocked_range<std::size_t>(0, n),
                                  [&](oneapi::tbb::blocked_range<std::size_t> const& range) {
                                      for (std::size_t block = range.begin(); block < range.end(); ++block)
                                          body(context, block);
                                  });
    });
}

} // namespace tianji
