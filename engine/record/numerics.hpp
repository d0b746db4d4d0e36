// A short text that differs where this build would compute other numbers: stored in result files, compared by verify.
#pragma once

#include <string>

namespace tianji {

// 16 hexadecimal digits: a hash of fixed evaluations of the elementary functions, an ordered sum and random blocks.
std::string numerics_fingerprint();

} // namespace tianji
