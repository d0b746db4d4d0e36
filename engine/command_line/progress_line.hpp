// One line that says how far something is and when it will be done, drawn again and again on a terminal only.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace tianji::command_line {

enum class Show : std::uint8_t { on_terminal, never };

// "42 s", "3:05 min", "1:20 h".
std::string duration_text(double seconds);

class ProgressLine {
public:
    explicit ProgressLine(Show show);
    ~ProgressLine();
    ProgressLine(ProgressLine const&) = delete;
    ProgressLine& operator=(ProgressLine const&) = delete;

    // From here on time is counted; `done` were there before.
    void begin(std::int64_t done = 0);
    // At most ten times a second. `what` stands before the numbers ("tick 3 of 40"); of > 0.
    void show(std::int64_t done, std::int64_t of, std::string const& what);
    void clear();

private:
    using Clock = std::chrono::steady_clock;
    bool is_shown_;
    bool is_drawn_ = false;
    std::int64_t done_before_ = 0;
    Clock::time_point begun_, drawn_;
};

} // namespace tianji::command_line
