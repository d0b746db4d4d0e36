// How far a run is and when it will be done, on a terminal only.
#pragma once

#include "engine/simulation/observer.hpp"

#include <chrono>
#include <cstdint>

namespace tianji::command_line {

class ProgressBar : public Observer {
public:
    enum class Show : std::uint8_t { on_terminal, never };

    ProgressBar(std::int64_t ticks, Show show);
    ~ProgressBar() override;

    void begin(World const& world) override;
    void observe(World const& world) override;
    void end(World const& world) override;

private:
    using Clock = std::chrono::steady_clock;
    void draw(std::int64_t done) const;
    void clear();

    std::int64_t ticks_;
    bool is_shown_;
    bool is_drawn_ = false;
    Clock::time_point begun_, drawn_;
};

} // namespace tianji::command_line
