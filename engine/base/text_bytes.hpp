// The bytes of a text file, plain or gzipped, and what makes them text.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tianji {

// Unpacks gzip, known by its first two bytes. Throws InvalidInput: cannot be read, truncated or damaged gzip.
std::vector<char> read_bytes_of_text(std::filesystem::path const& path);

// Throws InvalidInput, one problem that names the encoding, where there is a NUL or what is not UTF-8. `file` is the
// name in messages.
void check_encoding(std::string const& file, std::span<char const> bytes);

// Code points in [from, to), which must be UTF-8.
int characters_between(char const* from, char const* to);

} // namespace tianji
