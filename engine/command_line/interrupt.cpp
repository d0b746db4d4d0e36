#include "engine/command_line/interrupt.hpp"

#include <cstddef>
#include <string_view>
#include <unistd.h>

namespace tianji::command_line {

namespace {

constexpr std::array signals{SIGINT, SIGTERM, SIGUSR1};
volatile sig_atomic_t received = 0; // the number of the signal

void note_signal(int signal)
{
    received = signal;
    constexpr std::string_view text = "\nstopping as soon as nothing is lost by it; Ctrl-C again kills at once\n";
    [[maybe_unused]] auto const written = ::write(STDERR_FILENO, text.data(), text.size());
}

} // namespace

Interrupt::Interrupt(Warns who)
{
    received = 0;
    for (std::size_t i = 0; i < signals.size(); ++i) {
        bool const kills_next_time = who == Warns::the_user || signals[i] == SIGINT;
        struct sigaction action = {};
        action.sa_handler = note_signal;
        action.sa_flags = SA_RESTART | (kills_next_time ? static_cast<int>(SA_RESETHAND) : 0);
        bool const listens = who == Warns::the_batch_system || signals[i] != SIGUSR1;
        ::sigaction(signals[i], listens ? &action : nullptr, &before_[i]);
    }
}

Interrupt::~Interrupt()
{
    for (std::size_t i = 0; i < signals.size(); ++i) ::sigaction(signals[i], &before_[i], nullptr);
}

bool Interrupt::wants_to_stop() const { return received != 0; }
int Interrupt::status() const { return 128 + received; }

} // namespace tianji::command_line
