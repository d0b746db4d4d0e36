// One process of a crew: told what to run through a pipe, it tells through another what became of it.
#pragma once

#include "engine/experiment/plan/plan.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <sys/types.h>
#include <vector>

namespace tianji {

// What a worker tells.
enum class Message : std::uint8_t { begins, done, failed, gives_up };

struct Told {
    Message word = Message::begins;
    std::size_t run = 0;
    std::string text; // why it gives up
};

class Worker {
public:
    using Clock = std::chrono::steady_clock;

    // Forks. The new process writes its runs to `log`.
    Worker(Plan const& plan, std::span<Model const> models, std::filesystem::path log);
    // Lets it end after the run it is at.
    ~Worker();
    Worker(Worker const&) = delete;
    Worker& operator=(Worker const&) = delete;

    void assign(std::vector<std::size_t> runs);
    bool is_idle() const { return waiting_.empty() && !current_; }
    int pipe() const { return from_; } // readable when it has told something, or ended

    // What it has told since; sets has_ended() when there will be no more.
    std::vector<Told> listen();
    bool has_ended() const { return has_ended_; }

    std::optional<std::size_t> current() const { return current_; }      // the run it is at
    Clock::time_point begun() const { return begun_; }                   // of the current run
    std::vector<std::size_t> const& waiting() const { return waiting_; } // assigned, not begun

    void kill();
    // Ends after the run it is at; what else it was assigned stays undone.
    void stop();
    // No more runs; ends when the current one is done.
    void dismiss();
    // Waits for its end: how it ended and the last it wrote to the standard error stream, as one line.
    std::string last_words();

private:
    void note(Told const& told);

    std::filesystem::path log_;
    pid_t process_ = -1;
    int to_ = -1, from_ = -1, errors_ = -1;
    bool has_ended_ = false, is_reaped_ = false;
    int status_ = 0;
    std::string heard_; // not yet a whole line
    std::optional<std::size_t> current_;
    Clock::time_point begun_;
    std::vector<std::size_t> waiting_;
};

} // namespace tianji
