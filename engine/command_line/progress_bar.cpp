#include "engine/command_line/progress_bar.hpp"

#include "engine/world/world.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <string>
#include <unistd.h>

namespace tianji::command_line {

namespace {

constexpr std::chrono::milliseconds between_drawings(100);

std::string duration_text(double seconds)
{
    auto const s = static_cast<std::int64_t>(std::llround(seconds));
    if (s < 60) return fmt::format("{} s", s);
    if (s < 3600) return fmt::format("{}:{:02} min", s / 60, s % 60);
    return fmt::format("{}:{:02} h", s / 3600, s / 60 % 60);
}

} // namespace

ProgressBar::ProgressBar(std::int64_t ticks, Show show)
    : ticks_(ticks), is_shown_(show == Show::on_terminal && ::isatty(STDERR_FILENO) == 1)
{
}

ProgressBar::~ProgressBar() { clear(); }

void ProgressBar::begin(World const&) { begun_ = drawn_ = Clock::now(); }

void ProgressBar::observe(World const& world)
{
    auto const now = Clock::now();
    if (!is_shown_ || now - drawn_ < between_drawings) return;
    drawn_ = now;
    is_drawn_ = true;
    draw(world.clock.tick + 1);
}

void ProgressBar::draw(std::int64_t done) const
{
    constexpr std::int64_t width = 30;
    double const passed = std::chrono::duration<double>(drawn_ - begun_).count();
    double const left = passed * static_cast<double>(ticks_ - done) / static_cast<double>(done);
    auto const filled = static_cast<std::size_t>(width * done / ticks_);
    fmt::print(stderr, "\r[{}{}] {} %  tick {} of {}  {} left \x1b[K", std::string(filled, '='),
               std::string(width - filled, ' '), 100 * done / ticks_, done, ticks_, duration_text(left));
    std::fflush(stderr);
}

void ProgressBar::end(World const&) { clear(); }

void ProgressBar::clear()
{
    if (!is_drawn_) return;
    is_drawn_ = false;
    fmt::print(stderr, "\r\x1b[K");
    std::fflush(stderr);
}

} // namespace tianji::command_line
