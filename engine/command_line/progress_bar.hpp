// How far a run is and when it will be done.
#pragma once

#include "engine/command_line/progress_line.hpp"
#include "engine/simulation/observer.hpp"

#include <cstdint>

namespace tianji::command_line {

class ProgressBar : public Observer {
public:
    ProgressBar(std::int64_t ticks, Show show) : ticks_(ticks), line_(show) {}

    void begin(World const&) override { line_.begin(); }
    void observe(World const& world) override;
    void end(World const&) override { line_.clear(); }

private:
    std::int64_t ticks_;
    ProgressLine line_;
};

} // namespace tianji::command_line
