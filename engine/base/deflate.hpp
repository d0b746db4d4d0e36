// Compresses bytes and restores them (zlib format, RFC 1950).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tianji {

// Favours speed over size.
std::string deflated(std::string_view bytes);
// The `size` bytes that were deflated. Throws std::runtime_error where `bytes` are not those of deflated().
std::string inflated(std::string_view bytes, std::size_t size);

} // namespace tianji
