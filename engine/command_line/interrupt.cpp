#include "engine/command_line/interrupt.hpp"

#include <string_view>
#include <unistd.h>

namespace tianji::command_line {

namespace {

volatile sig_atomic_t received = 0; // the number of the signal

void note_signal(int signal)
{
    received = signal;
    constexpr std::string_view text = "\nstopping as soon as nothing is lost by it; Ctrl-C again kills at once\n";
    [[maybe_unused]] auto const written = ::write(STDERR_FILENO, text.data(), text.size());
}

} // namespace

Interrupt::Interrupt()
{
    received = 0;
    struct sigaction action = {};
    action.sa_handler = note_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART; // the second one finds the default action: to kill
    ::sigaction(SIGINT, &action, &before_interrupt_);
    ::sigaction(SIGTERM, &action, &before_terminate_);
}

Interrupt::~Interrupt()
{
    ::sigaction(SIGINT, &before_interrupt_, nullptr);
    ::sigaction(SIGTERM, &before_terminate_, nullptr);
}

bool Interrupt::wants_to_stop() const { return received != 0; }
int Interrupt::status() const { return 128 + received; }

} // namespace tianji::command_line
