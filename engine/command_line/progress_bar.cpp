#include "engine/command_line/progress_bar.hpp"

#include "engine/world/world.hpp"

#include <fmt/format.h>

namespace tianji::command_line {

void ProgressBar::observe(World const& world)
{
    std::int64_t const done = world.clock.tick + 1;
    line_.show(done, ticks_, fmt::format("tick {} of {}", done, ticks_));
}

} // namespace tianji::command_line
