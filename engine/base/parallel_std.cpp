// Blocks run by plain threads of the standard library. Slower than oneTBB, but all its synchronisation is visible to
// ThreadSanitizer, which takes that of an uninstrumented library for none.
#include "engine/base/parallel_backend.hpp"

#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace tianji {

namespace {

// One call of run(): workers and the caller take blocks off a counter until none is left.
struct Job {
    std::size_t blocks = 0;
    void (*body)(void const*, std::size_t) = nullptr;
    void const* context = nullptr;
};

class StdBackend : public Executor::Backend {
public:
    explicit StdBackend(int threads)
    {
        for (int i = 1; i < threads; ++i) workers_.emplace_back([this] { work(); });
    }

    ~StdBackend() override
    {
        {
            std::lock_guard const lock(mutex_);
            is_closed_ = true;
        }
        changed_.notify_all();
        for (std::thread& worker : workers_) worker.join();
    }

    void run(std::size_t n, void (*body)(void const*, std::size_t), void const* context) override
    {
        {
            std::lock_guard const lock(mutex_);
            job_ = {n, body, context};
            next_ = 0;
            busy_ = workers_.size();
            failure_ = nullptr;
            ++jobs_;
        }
        changed_.notify_all();
        take_blocks(job_);
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return busy_ == 0; });
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    void take_blocks(Job const& job)
    {
        try {
            for (std::size_t block = next_++; block < job.blocks; block = next_++) job.body(job.context, block);
        } catch (...) {
            std::lock_guard const lock(mutex_);
            if (!failure_) failure_ = std::current_exception();
            next_ = job.blocks; // nobody begins another one
        }
    }

    void work()
    {
        std::size_t done = 0;
        std::unique_lock lock(mutex_);
        while (true) {
            changed_.wait(lock, [&] { return is_closed_ || jobs_ != done; });
            if (is_closed_) return;
            done = jobs_;
            Job const job = job_;
            lock.unlock();
            take_blocks(job);
            lock.lock();
            if (--busy_ == 0) changed_.notify_all();
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    Job job_;
    std::size_t jobs_ = 0; // begun so far
    std::size_t busy_ = 0; // workers that have not left the job
    bool is_closed_ = false;
    std::exception_ptr failure_;
    std::atomic<std::size_t> next_ = 0; // block
    std::vector<std::thread> workers_;
};

} // namespace

std::unique_ptr<Executor::Backend> Executor::Backend::make(int threads)
{
    return std::make_unique<StdBackend>(threads);
}

} // namespace tianji
