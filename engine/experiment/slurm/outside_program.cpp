#include "engine/experiment/slurm/outside_program.hpp"

#include "engine/base/contract.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tianji {

namespace {

// What a program writes is kept in memory, so that it never waits for a reader.
class Written {
public:
    Written() : file_(::memfd_create("answer", MFD_CLOEXEC)) { ensures(file_ >= 0, "a file in memory can be made"); }
    ~Written() { ::close(file_); }
    Written(Written const&) = delete;
    Written& operator=(Written const&) = delete;

    int file() const { return file_; }
    std::string text() const
    {
        std::string all;
        std::array<char, 65536> part{};
        for (ssize_t size = 1; size > 0;) {
            size = ::pread(file_, part.data(), part.size(), static_cast<off_t>(all.size()));
            if (size > 0) all.append(part.data(), static_cast<std::size_t>(size));
        }
        return all;
    }

private:
    int file_;
};

int status_of(pid_t process)
{
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace

std::optional<Answer> call(std::vector<std::string> const& command)
{
    Written const out, errors;
    posix_spawn_file_actions_t streams;
    ::posix_spawn_file_actions_init(&streams);
    ::posix_spawn_file_actions_addopen(&streams, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&streams, out.file(), STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&streams, errors.file(), STDERR_FILENO);
    std::vector<char*> words;
    for (std::string const& word : command) words.push_back(const_cast<char*>(word.c_str())); // it does not write there
    words.push_back(nullptr);
    pid_t process = -1;
    int const error = ::posix_spawnp(&process, words[0], &streams, nullptr, words.data(), environ);
    ::posix_spawn_file_actions_destroy(&streams);
    if (error == ENOENT) return std::nullopt;
    if (error != 0) return Answer{127, {}, std::strerror(error)};
    int const status = status_of(process);
    return Answer{status, out.text(), errors.text()};
}

std::string words_of(Answer const& answer)
{
    std::string words = answer.errors.empty() ? answer.out : answer.errors;
    while (!words.empty() && words.back() == '\n') words.pop_back();
    for (std::size_t end = words.find('\n'); end != std::string::npos; end = words.find('\n', end))
        words.replace(end, 1, "; ");
    return words.empty() ? fmt::format("it ended with status {}", answer.status) : words;
}

} // namespace tianji
