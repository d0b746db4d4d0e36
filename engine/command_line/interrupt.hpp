// Ctrl-C and SIGTERM end a run after its tick, a sweep after its runs, so that the results so far are kept; a second
// one kills the program. A batch system warns by SIGTERM or SIGUSR1, perhaps more than once, and kills by other means.
#pragma once

#include "engine/simulation/observer.hpp"

#include <array>
#include <cstdint>
#include <signal.h>

namespace tianji::command_line {

enum class Warns : std::uint8_t { the_user, the_batch_system };

class Interrupt : public Observer {
public:
    explicit Interrupt(Warns who = Warns::the_user);
    ~Interrupt() override; // the signals do again what they did before
    Interrupt(Interrupt const&) = delete;
    Interrupt& operator=(Interrupt const&) = delete;

    bool wants_to_stop() const override;
    // The exit status of a program that was stopped: 128 and the number of the signal.
    int status() const;

private:
    std::array<struct sigaction, 3> before_; // of SIGINT, SIGTERM and SIGUSR1
};

} // namespace tianji::command_line
