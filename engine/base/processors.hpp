// The processors of this machine, as far as this process may use them.
#pragma once

namespace tianji {

// At least 1. Fewer than the machine has under taskset, in a container or in a task of a batch system.
int usable_processors();

} // namespace tianji
