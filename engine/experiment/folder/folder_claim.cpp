#include "engine/experiment/folder/folder_claim.hpp"

#include "engine/base/problem_list.hpp"
#include "engine/record/provenance.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tianji {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds between_beats(5);
constexpr std::chrono::seconds longest_silence(60);

// By the clock of the file system, which may not be that of this machine.
bool was_heard_lately(fs::path const& file)
{
    fs::path const probe = file.string() + fmt::format(".{}.now", ::getpid());
    std::ofstream(probe) << "\n";
    std::error_code error;
    auto const now = fs::last_write_time(probe, error);
    auto const heard = error ? fs::file_time_type() : fs::last_write_time(file, error);
    fs::remove(probe, error);
    return now - heard < longest_silence;
}

// Ended, and not yet buried by its parent: in a container often nobody does that.
bool is_zombie(long process)
{
    std::ifstream status(fmt::format("/proc/{}/stat", process));
    std::string text;
    std::getline(status, text);
    std::size_t const name_ends = text.rfind(')'); // the name may hold anything
    return name_ends != std::string::npos && text.substr(name_ends).starts_with(") Z");
}

bool is_known_dead(Claimant const& claimant)
{
    if (claimant.host != host_name()) return false;
    bool const is_gone = ::kill(static_cast<pid_t>(claimant.process), 0) != 0 && errno == ESRCH;
    return is_gone || is_zombie(claimant.process);
}

} // namespace

std::optional<Claimant> claimant_of(fs::path const& file)
{
    std::ifstream text(file);
    Claimant claimant;
    if (!text) return std::nullopt;
    claimant.name = file.stem().string();
    text >> claimant.host >> claimant.process >> claimant.since >> claimant.job;
    claimant.is_alive = was_heard_lately(file) && !is_known_dead(claimant);
    return claimant;
}

void refuse_for(Claimant const& claimant, fs::path const& folder)
{
    refuse_file(folder.string(), "somebody is working in this folder",
                fmt::format("process {} on {}, since {}", claimant.process, claimant.host, claimant.since),
                "wait for it, or end it");
}

FolderClaim::FolderClaim(fs::path file, std::string const& job)
    : file_(std::move(file)), beaten_(std::chrono::steady_clock::now())
{
    if (auto const other = claimant_of(file_)) {
        if (other->is_alive) refuse_for(*other, file_.parent_path().parent_path());
        std::error_code ignored;
        fs::remove(file_, ignored);
    }
    // Written apart and linked: whoever sees the claim can read whose it is, and only one link succeeds.
    std::string const draft = file_.string() + fmt::format(".{}-{}.new", host_name(), ::getpid());
    std::string const text = fmt::format("{} {} {} {}\n", host_name(), ::getpid(), utc_now(), job);
    int const made = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    bool is_ours = made >= 0 && ::write(made, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (made >= 0) ::fchmod(made, 0644); // whatever the umask says: others are to read it
    is_ours = is_ours && ::link(draft.c_str(), file_.c_str()) == 0;
    int const why = errno;
    if (made >= 0) ::close(made);
    ::unlink(draft.c_str());
    if (!is_ours)
        refuse_file(file_.parent_path().parent_path().string(), "cannot work in this folder", std::strerror(why),
                    why == EEXIST ? "somebody else has just begun" : "");
}

FolderClaim::~FolderClaim()
{
    std::error_code ignored;
    fs::remove(file_, ignored);
}

void FolderClaim::beat()
{
    auto const now = std::chrono::steady_clock::now();
    if (now - beaten_ < between_beats) return;
    beaten_ = now;
    ::utimensat(AT_FDCWD, file_.c_str(), nullptr, 0);
}

} // namespace tianji
