// The seam between Executor and the library that runs its threads: one of parallel_tbb.cpp and parallel_std.cpp is
// built (CMake option TIANJI_THREADS). Included by these and parallel.cpp only.
#pragma once

#include "engine/base/parallel.hpp"

namespace tianji {

struct Executor::Backend {
    virtual ~Backend() = default;
    // Calls body(context, block) once for each block below n, returns when all are done and rethrows what one of them
    // threw.
    virtual void run(std::size_t n, void (*body)(void const*, std::size_t), void const* context) = 0;

    static std::unique_ptr<Backend> make(int threads); // threads > 1
};

} // namespace tianji
