#include "engine/base/memory.hpp"

#include <catch2/catch.hpp>

#include <sys/resource.h>
#include <vector>

using namespace tianji;

namespace {

long page_faults()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt;
}

// What a buffer that lives for one tick costs: [page faults].
long faults_of_a_tick()
{
    long const before = page_faults();
    std::vector<double> const buffer(1 << 20, 1.0); // 8 MiB: 2048 pages
    CHECK(buffer.back() == 1.0);
    return page_faults() - before;
}

} // namespace

// Sanitizers bring an allocator of their own; g++ 12 and clang say differently that one is there.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HAS_SANITIZER 1
#elif defined(__has_feature)
#define HAS_SANITIZER (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#else
#define HAS_SANITIZER 0
#endif

#if defined(__GLIBC__) && !HAS_SANITIZER
TEST_CASE("memory that was freed is used again without asking the kernel")
{
    keep_freed_memory();
    faults_of_a_tick();
    CHECK(faults_of_a_tick() < 200);
}
#endif
