#include "engine/record/file_lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace tianji {

FileUse use_of(std::filesystem::path const& path)
{
    int const file = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) return FileUse::none;
    int const result = ::flock(file, LOCK_SH | LOCK_NB), why = errno;
    ::close(file);
    if (result == 0) return FileUse::none;
    return why == EWOULDBLOCK ? FileUse::being_written : FileUse::unknown;
}

void lock(int file) { static_cast<void>(::flock(file, LOCK_EX | LOCK_NB)); }

} // namespace tianji
