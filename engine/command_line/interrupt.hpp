// Ctrl-C ends a run after its tick, so that the results so far are kept; a second one kills the program.
#pragma once

#include "engine/simulation/observer.hpp"

#include <signal.h>

namespace tianji::command_line {

class Interrupt : public Observer {
public:
    Interrupt();
    ~Interrupt() override; // Ctrl-C does again what it did before
    Interrupt(Interrupt const&) = delete;
    Interrupt& operator=(Interrupt const&) = delete;

    bool wants_to_stop() const override;

private:
    struct sigaction before_;
};

} // namespace tianji::command_line
