// Ctrl-C and SIGTERM end a run after its tick, a sweep after its runs, so that the results so far are kept; a second
// one kills the program.
#pragma once

#include "engine/simulation/observer.hpp"

#include <signal.h>

namespace tianji::command_line {

class Interrupt : public Observer {
public:
    Interrupt();
    ~Interrupt() override; // the signals do again what they did before
    Interrupt(Interrupt const&) = delete;
    Interrupt& operator=(Interrupt const&) = delete;

    bool wants_to_stop() const override;
    // The exit status of a program that was stopped: 128 and the number of the signal.
    int status() const;

private:
    struct sigaction before_interrupt_, before_terminate_;
};

} // namespace tianji::command_line
