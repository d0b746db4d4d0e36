#include "engine/record/run_writer.hpp"

#include "engine/base/contract.hpp"

#include <utility>

namespace tianji {

namespace {

constexpr std::size_t most_waiting = 64 << 20; // [byte]
constexpr std::chrono::seconds flush_interval(5);

} // namespace

RunWriter::RunWriter(RunLayout layout)
{
    thread_ = std::thread([this, layout = std::move(layout)] { work(layout); });
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return is_open_ || is_done_; });
    std::exception_ptr const failure = failure_;
    lock.unlock();
    if (!failure) return;
    thread_.join(); // no destructor runs for what was never complete
    std::rethrow_exception(failure);
}

RunWriter::~RunWriter()
{
    {
        std::lock_guard const lock(mutex_);
        is_closed_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void RunWriter::throw_if_failed() const
{
    if (failure_) std::rethrow_exception(failure_);
}

void RunWriter::push(std::size_t bytes, Task task)
{
    {
        std::unique_lock lock(mutex_);
        expects(!is_closed_, "nothing is written to a finished file");
        changed_.wait(lock, [&] { return is_done_ || queue_.empty() || waiting_ + bytes <= most_waiting; });
        throw_if_failed();
        queue_.push_back({bytes, std::move(task)});
        waiting_ += bytes;
    }
    changed_.notify_all();
}

void RunWriter::finish(Task task)
{
    push(0, std::move(task));
    {
        std::lock_guard const lock(mutex_);
        is_closed_ = true;
    }
    changed_.notify_all();
    thread_.join();
    throw_if_failed();
}

void RunWriter::work(RunLayout const& layout)
{
    std::exception_ptr failure;
    try {
        RunFile file(layout);
        file.flush();
        {
            std::lock_guard const lock(mutex_);
            is_open_ = true;
            next_flush_ = Clock::now() + flush_interval;
        }
        changed_.notify_all();
        while (std::optional<Message> const message = take()) message->task(file);
    } catch (...) {
        failure = std::current_exception();
    }
    {
        std::lock_guard const lock(mutex_);
        failure_ = failure;
        is_done_ = true;
        queue_.clear();
    }
    changed_.notify_all();
}

std::optional<RunWriter::Message> RunWriter::take()
{
    std::unique_lock lock(mutex_);
    bool const in_time = changed_.wait_until(lock, next_flush_, [&] { return is_closed_ || !queue_.empty(); });
    if (!is_closed_ && (!in_time || Clock::now() >= next_flush_)) {
        next_flush_ = Clock::now() + flush_interval;
        return Message{0, [](RunFile& file) { file.flush(); }};
    }
    if (queue_.empty()) return std::nullopt;
    Message message = std::move(queue_.front());
    queue_.pop_front();
    waiting_ -= message.bytes;
    lock.unlock();
    changed_.notify_all();
    return message;
}

} // namespace tianji
