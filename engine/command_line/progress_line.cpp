#include "engine/command_line/progress_line.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <unistd.h>

namespace tianji::command_line {

namespace {

constexpr std::chrono::milliseconds between_drawings(100);

} // namespace

std::string duration_text(double seconds)
{
    auto const s = static_cast<std::int64_t>(std::llround(seconds));
    if (s < 60) return fmt::format("{} s", s);
    if (s < 3600) return fmt::format("{}:{:02} min", s / 60, s % 60);
    return fmt::format("{}:{:02} h", s / 3600, s / 60 % 60);
}

ProgressLine::ProgressLine(Show show) : is_shown_(show == Show::on_terminal && ::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::begin(std::int64_t done)
{
    done_before_ = done;
    begun_ = drawn_ = Clock::now();
}

void ProgressLine::show(std::int64_t done, std::int64_t of, std::string const& what)
{
    constexpr std::int64_t width = 30;
    auto const now = Clock::now();
    if (!is_shown_ || now - drawn_ < between_drawings) return;
    drawn_ = now;
    is_drawn_ = true;
    double const passed = std::chrono::duration<double>(now - begun_).count();
    auto const since = static_cast<double>(done - done_before_);
    std::string const left =
        since > 0 ? duration_text(passed * static_cast<double>(of - done) / since) + " left " : std::string();
    auto const filled = static_cast<std::size_t>(width * done / of);
    fmt::print(stderr, "\r[{}{}] {} %  {}  {}\x1b[K", std::string(filled, '='), std::string(width - filled, ' '),
               100 * done / of, what, left);
    std::fflush(stderr);
}

void ProgressLine::clear()
{
    if (!is_drawn_) return;
    is_drawn_ = false;
    fmt::print(stderr, "\r\x1b[K");
    std::fflush(stderr);
}

} // namespace tianji::command_line
