// Bytes in less room, and back (RFC 1950).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tianji {

// Quickly rather than well.
std::string deflated(std::string_view bytes);
// What was deflated, `size` bytes long before. Throws std::runtime_error where it was not.
std::string inflated(std::string_view bytes, std::size_t size);

} // namespace tianji
