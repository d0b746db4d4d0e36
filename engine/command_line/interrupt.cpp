#include "engine/command_line/interrupt.hpp"

#include <string_view>
#include <unistd.h>

namespace tianji::command_line {

namespace {

volatile sig_atomic_t was_interrupted = 0;

void note_interrupt(int)
{
    was_interrupted = 1;
    constexpr std::string_view text = "\nstopping after this tick; Ctrl-C again kills at once\n";
    [[maybe_unused]] auto const written = ::write(STDERR_FILENO, text.data(), text.size());
}

} // namespace

Interrupt::Interrupt()
{
    was_interrupted = 0;
    struct sigaction action = {};
    action.sa_handler = note_interrupt;
    action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART; // the second one finds the default action: to kill
    ::sigaction(SIGINT, &action, &before_);
}

Interrupt::~Interrupt() { ::sigaction(SIGINT, &before_, nullptr); }

bool Interrupt::wants_to_stop() const { return was_interrupted != 0; }

} // namespace tianji::command_line
