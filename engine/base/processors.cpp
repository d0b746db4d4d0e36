#include "engine/base/processors.hpp"

#include <algorithm>
#include <array>
#include <sched.h>
#include <thread>

namespace tianji {

int usable_processors()
{
    std::array<cpu_set_t, 16> sets{}; // of 1,024 processors each
    if (::sched_getaffinity(0, sizeof sets, sets.data()) == 0)
        return std::max(1, CPU_COUNT_S(sizeof sets, sets.data()));
    return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

} // namespace tianji
