#include "engine/record/part_file.hpp"

#include "engine/base/message.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace tianji {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(fs::path const& path, std::string problem, std::string why, std::string suggestion = {})
{
    throw InvalidInput(Problem{{path.string()}, std::move(problem), std::move(why), std::move(suggestion)});
}

std::string last_error() { return std::error_code(errno, std::generic_category()).message(); }

fs::path folder_of(fs::path const& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

void refuse_existing(fs::path const& path)
{
    refuse(path, "the result file exists", "a run never replaces results unasked",
           "write to another file with -o or add --overwrite");
}

void validate_folder(fs::path const& path)
{
    std::string const problem = "cannot create the result file";
    std::string const folder = folder_of(path).string();
    if (!fs::exists(folder))
        refuse(path, problem, fmt::format("the folder '{}' does not exist", folder), "create it with mkdir -p");
    if (!fs::is_directory(folder)) refuse(path, problem, fmt::format("'{}' is not a folder", folder));
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        refuse(path, problem, fmt::format("the folder '{}' cannot be written: {}", folder, last_error()),
               "write to another folder with -o");
}

// HDF5 truncates before it locks, so the lock of another run is looked for first.
void validate_nobody_writes(fs::path const& part)
{
    int const file = ::open(part.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0) return;
    bool const is_locked = ::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(file);
    if (is_locked)
        refuse(part, "another run is writing this file", "two runs in one file would destroy both",
               "wait for it or write to another file with -o");
}

void sync(fs::path const& path)
{
    int const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    bool const is_safe = ::fsync(file) == 0 || errno == EINVAL || errno == EROFS;
    std::string const why = is_safe ? "" : last_error();
    ::close(file);
    if (!is_safe) refuse(path, "cannot finish the result file", why);
}

} // namespace

PartFile::PartFile(fs::path final_path, Overwrite overwrite) : final_(std::move(final_path)), part_(final_)
{
    part_ += ".part";
    if (!final_.has_filename())
        refuse(final_, "the result needs a file name", "this names a folder", "add a name such as result.h5");
    if (fs::is_directory(final_)) refuse(final_, "cannot create the result file", "a folder has this name");
    if (overwrite == Overwrite::no && fs::exists(final_)) refuse_existing(final_);
    validate_folder(final_);
    validate_nobody_writes(part_);
}

void PartFile::begin_sync() const
{
    int const file = ::open(part_.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    ::sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE);
    ::close(file);
}

void PartFile::rename(Overwrite overwrite) const
{
    sync(part_);
    if (overwrite == Overwrite::no && fs::exists(final_))
        refuse(final_, "the result file exists",
               fmt::format("it appeared during the run; this run's results are in '{}'", part_.string()),
               "rename one of the two");
    std::error_code problem;
    fs::rename(part_, final_, problem);
    if (problem)
        refuse(final_, "cannot name the result file",
               fmt::format("{}; the results are in '{}'", problem.message(), part_.string()));
    sync(folder_of(final_));
}

} // namespace tianji
