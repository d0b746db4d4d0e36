// Who writes a result file, told by locks of our own: those of HDF5 are switched off on many clusters.
#pragma once

#include <cstdint>
#include <filesystem>

namespace tianji {

enum class FileUse : std::uint8_t { none, being_written, unknown };

// Of a file that is not there: none. Unknown where the file system has no locks.
FileUse use_of(std::filesystem::path const& path);

// Until the file is closed. Does nothing where the file system has no locks.
void lock(int file);

} // namespace tianji
