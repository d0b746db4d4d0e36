#include "engine/record/part_file.hpp"

#include "engine/base/problem_list.hpp"
#include "engine/record/file_lock.hpp"
#include "engine/record/output_path.hpp"
#include "engine/record/provenance.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace tianji {

namespace {

namespace fs = std::filesystem;

std::string last_error() { return std::error_code(errno, std::generic_category()).message(); }

fs::path folder_of(fs::path const& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

void sync(fs::path const& path)
{
    int const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    bool const is_safe = ::fsync(file) == 0 || errno == EINVAL || errno == EROFS;
    std::string const why = is_safe ? "" : last_error();
    ::close(file);
    if (!is_safe) refuse_file(path.string(), "cannot finish the result file", why);
}

[[noreturn]] void refuse_in_use(fs::path const& part)
{
    refuse_file(part.string(), "another run is writing this file", "two runs in one file would destroy both",
                "wait for it or write to another file with -o");
}

// What is there already is left by a killed run or in use. Where nobody can tell, both have to live.
fs::path free_part(fs::path const& final_path)
{
    fs::path const part = part_of(final_path);
    switch (use_of(part)) {
    case FileUse::being_written:
        refuse_in_use(part);
    case FileUse::unknown:
        return part_of(final_path.string() + fmt::format(".{}-{}", host_name(), ::getpid()));
    case FileUse::none:
        break;
    }
    return part;
}

// A file of its own, never one that somebody else may have open.
int new_file(fs::path const& part)
{
    ::unlink(part.c_str());
    int const file = ::open(part.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file < 0 && errno == EEXIST) refuse_in_use(part);
    if (file < 0) refuse_file(part.string(), "cannot create the result file", last_error());
    lock(file);
    return file;
}

// At once, so that of two runs that end together one is told.
bool rename_if_free(fs::path const& from, fs::path const& to, std::error_code& problem)
{
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
    bool const is_able = errno != EINVAL && errno != ENOSYS;
    if (errno == EEXIST || (!is_able && fs::exists(to))) return false;
    if (is_able)
        problem = std::error_code(errno, std::generic_category());
    else
        fs::rename(from, to, problem);
    return true;
}

} // namespace

PartFile::PartFile(fs::path final_path, Overwrite overwrite) : final_(std::move(final_path))
{
    validate_output(final_, overwrite);
    part_ = free_part(final_);
    file_ = new_file(part_);
}

PartFile::~PartFile()
{
    if (file_ >= 0) ::close(file_);
}

void PartFile::validate_ours() const
{
    struct stat ours = {}, there = {};
    bool const is_there = ::fstat(file_, &ours) == 0 && ::lstat(part_.c_str(), &there) == 0;
    if (!is_there || ours.st_ino != there.st_ino || ours.st_dev != there.st_dev)
        refuse_file(part_.string(), "the file of this run is gone", "another program has removed or replaced it",
                    "write to another file with -o");
}

void PartFile::begin_sync() const
{
    int const file = ::open(part_.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    ::sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE);
    ::close(file);
}

void PartFile::rename(Overwrite overwrite)
{
    sync(part_);
    validate_ours();
    std::error_code problem;
    if (overwrite == Overwrite::yes)
        fs::rename(part_, final_, problem);
    else if (!rename_if_free(part_, final_, problem))
        refuse_file(final_.string(), "the result file exists",
                    fmt::format("it appeared during the run; this run's results are in '{}'", part_.string()),
                    "rename one of the two");
    if (problem)
        refuse_file(final_.string(), "cannot name the result file",
                    fmt::format("{}; the results are in '{}'", problem.message(), part_.string()));
    sync(folder_of(final_));
    ::close(file_);
    file_ = -1;
}

} // namespace tianji
