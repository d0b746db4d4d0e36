#include "engine/base/contract.hpp"
#include "engine/base/parallel_backend.hpp"

namespace tianji {

Executor::Executor(int threads) : threads_(threads)
{
    expects(threads >= 1, "an executor has at least one thread");
    if (threads > 1) backend_ = Backend::make(threads);
}

Executor::~Executor() = default;

void Executor::run(std::size_t n, void (*body)(void const*, std::size_t), void const* context)
{
    if (backend_ && n > 1) return backend_->run(n, body, context);
    for (std::size_t block = 0; block < n; ++block) body(context, block);
}

} // namespace tianji
