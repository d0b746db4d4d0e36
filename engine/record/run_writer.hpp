// The thread that writes the result file, so that the simulation does not wait for the disk. All HDF5 calls of a run
// happen on it.
#pragma once

#include "engine/record/run_file.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace tianji {

class RunWriter {
public:
    // Owns copies of what it writes: it runs later, on the other thread.
    using Task = std::function<void(RunFile&)>;

    // Returns when the file is there with all its variables; throws what prevented that.
    explicit RunWriter(RunLayout layout);
    // Writes what still waits.
    ~RunWriter();
    RunWriter(RunWriter const&) = delete;
    RunWriter& operator=(RunWriter const&) = delete;

    // Tasks run in this order. Waits while more than a fixed amount is waiting to be written. Throws what went wrong
    // in an earlier task.
    void push(std::size_t bytes, Task task);
    // The last task. Returns when all are done; throws what went wrong in any.
    void finish(Task task);

private:
    using Clock = std::chrono::steady_clock;
    struct Message {
        std::size_t bytes = 0;
        Task task;
    };

    void work(RunLayout const& layout);
    // The next task, or the flush that is due, or none when all is done.
    std::optional<Message> take();
    void throw_if_failed() const;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Message> queue_;
    std::size_t waiting_ = 0; // [byte] in the queue
    bool is_open_ = false;    // the file is there
    bool is_closed_ = false;  // no more tasks will come
    bool is_done_ = false;    // the thread touches the file no more
    std::exception_ptr failure_;
    Clock::time_point next_flush_;
    std::thread thread_;
};

} // namespace tianji
