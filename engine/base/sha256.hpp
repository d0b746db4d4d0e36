// SHA-256 fingerprints of texts and files, as 64 lower-case hexadecimal digits.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tianji {

std::string sha256(std::string_view bytes);

// Reads the file in blocks. Throws InvalidInput if it cannot be read.
std::string sha256_of_file(std::filesystem::path const& path);

} // namespace tianji
