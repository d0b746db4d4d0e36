#include "engine/experiment/crew/worker.hpp"

#include "engine/base/message.hpp"
#include "engine/experiment/crew/run_maker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <new>
#include <string_view>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace tianji {

namespace {

constexpr std::string_view letters = "bdfg"; // of the words, at the beginning of a line
constexpr std::chrono::seconds between_syncs(30);

void say(int pipe, Message word, std::size_t run, std::string const& text = {})
{
    std::string line = fmt::format("{} {} {}\n", letters[static_cast<std::size_t>(word)], run, text);
    std::replace(line.begin(), line.end() - 1, '\n', ' ');
    if (::write(pipe, line.data(), line.size()) < 0) ::_exit(1); // nobody is left to work for
}

// --- in the process of the worker -----------------------------------------------------------------------------------

// The log of a worker: made with its first run, on the disk every half a minute, named as finished at the end.
class Logbook {
public:
    explicit Logbook(std::filesystem::path path) : path_(std::move(path)) {}

    void enter(RunRecord const& record, MeasureLayout const& layout)
    {
        if (!log_) log_ = std::make_unique<RunLog>(part());
        if (record.status == RunStatus::done && !(has_layout_ && is_same(layout, layout_))) {
            log_->set_layout(layout);
            layout_ = layout;
            has_layout_ = true;
        }
        log_->append(record);
        auto const now = std::chrono::steady_clock::now();
        if (now - synced_ < between_syncs) return;
        synced_ = now;
        log_->sync();
    }

    void close()
    {
        if (!log_) return;
        log_->sync();
        log_.reset();
        std::filesystem::rename(part(), path_);
    }

private:
    std::filesystem::path part() const { return path_.string() + ".part"; }
    static bool is_same(MeasureLayout const& a, MeasureLayout const& b)
    {
        return std::ranges::equal(a, b, [](Measure const& x, Measure const& y) {
            return x.name == y.name && x.labels == y.labels && x.unit == y.unit && x.cadence == y.cadence;
        });
    }

    std::filesystem::path path_;
    std::unique_ptr<RunLog> log_;
    bool has_layout_ = false;
    MeasureLayout layout_;
    std::chrono::steady_clock::time_point synced_ = std::chrono::steady_clock::now();
};

RunRecord made(RunMaker& maker, PlannedRun const& run)
{
    RunRecord record;
    record.id = run.id;
    record.status = RunStatus::failed;
    try {
        return maker.make(run);
    } catch (std::bad_alloc const&) {
        record.words = "out of memory";
    } catch (std::exception const& error) {
        record.words = error.what();
    }
    return record;
}

volatile sig_atomic_t is_told_to_stop = 0;

void note_stop(int) { is_told_to_stop = 1; }

// Only the crew decides: a batch system signals all processes of a task, a terminal those in front.
void listen_to_the_crew()
{
    for (int const signal : {SIGINT, SIGTERM, SIGUSR1}) std::signal(signal, SIG_IGN);
    std::signal(SIGUSR2, note_stop);
}

// Runs what it is told to until there is no more.
[[noreturn]] void work(int orders, int answers, Plan const& plan, std::span<Model const> models,
                       std::filesystem::path const& path)
{
    unsigned long index = 0;
    RunMaker maker(plan, models, [&] { say(answers, Message::begins, index); });
    Logbook logbook(path);
    try {
        FILE* const input = ::fdopen(orders, "r");
        while (std::fscanf(input, "%lu", &index) == 1 && is_told_to_stop == 0) {
            say(answers, Message::begins, index); // whatever it takes to read its scenario
            RunRecord const record = made(maker, plan.runs.at(index));
            logbook.enter(record, maker.layout());
            say(answers, record.status == RunStatus::done ? Message::done : Message::failed, index);
        }
        logbook.close();
    } catch (std::exception const& error) {
        say(answers, Message::gives_up, 0, error.what());
        ::_exit(1);
    }
    ::_exit(0);
}

// The limits of a user's session are the user's.
[[noreturn]] void refuse_to_hire()
{
    bool const is_out_of_files = errno == EMFILE || errno == ENFILE;
    std::string const why = is_out_of_files ? "too many open files (ulimit -n)" : std::strerror(errno);
    throw InvalidInput(Problem{{"--jobs"}, "cannot start another process", why, "name fewer with --jobs"});
}

int new_memory_file()
{
    int const file = ::memfd_create("last words", MFD_CLOEXEC);
    if (file < 0) refuse_to_hire();
    return file;
}

std::array<int, 2> new_pipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) refuse_to_hire();
    return ends;
}

// Closes all files but these and the standard streams: the pipes of other workers must not stay open here.
void keep_only(int one, int two)
{
    auto const low = static_cast<unsigned>(std::min(one, two)), high = static_cast<unsigned>(std::max(one, two));
    constexpr unsigned first = STDERR_FILENO + 1;
    if (low > first) ::close_range(first, low - 1, 0);
    if (high > std::max(low + 1, first)) ::close_range(std::max(low + 1, first), high - 1, 0);
    ::close_range(std::max(high + 1, first), ~0U, 0);
}

} // namespace

// --- in the process of the crew -------------------------------------------------------------------------------------

Worker::Worker(Plan const& plan, std::span<Model const> models, std::filesystem::path log)
    : log_(std::move(log)), errors_(new_memory_file())
{
    auto const [orders_out, orders_in] = new_pipe();
    auto const [answers_out, answers_in] = new_pipe();
    pid_t const parent = ::getpid();
    process_ = ::fork();
    if (process_ < 0) refuse_to_hire();
    if (process_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) ::_exit(1);
        listen_to_the_crew();
        ::dup2(errors_, STDERR_FILENO);
        keep_only(orders_out, answers_in);
        work(orders_out, answers_in, plan, models, log_);
    }
    ::close(orders_out);
    ::close(answers_in);
    to_ = orders_in;
    from_ = answers_out;
}

Worker::~Worker()
{
    dismiss();
    if (!is_reaped_) ::waitpid(process_, &status_, 0);
    ::close(from_);
    ::close(errors_);
}

void Worker::assign(std::vector<std::size_t> runs)
{
    std::string orders;
    for (std::size_t const run : runs) orders += fmt::format("{}\n", run);
    waiting_.insert(waiting_.end(), runs.begin(), runs.end());
    // A worker that died does not read; its end is noticed when it is listened to.
    [[maybe_unused]] auto const written = ::write(to_, orders.data(), orders.size());
}

void Worker::note(Told const& told)
{
    if (told.word == Message::begins) {
        std::erase(waiting_, told.run);
        current_ = told.run;
        begun_ = Clock::now();
    } else if (told.word != Message::gives_up) {
        current_.reset();
    }
}

std::vector<Told> Worker::listen()
{
    std::array<char, 4096> buffer{};
    ssize_t const size = ::read(from_, buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) return {};
    if (size <= 0) has_ended_ = true;
    if (size > 0) heard_.append(buffer.data(), static_cast<std::size_t>(size));
    std::vector<Told> all;
    for (std::size_t end = heard_.find('\n'); end != std::string::npos; end = heard_.find('\n')) {
        std::string const line = heard_.substr(0, end);
        heard_.erase(0, end + 1);
        Told told;
        told.word = static_cast<Message>(letters.find(line[0]));
        char const* const stop = std::from_chars(line.data() + 2, line.data() + line.size(), told.run).ptr;
        told.text = std::string(std::min(stop + 1, line.data() + line.size()), line.data() + line.size());
        note(told);
        all.push_back(std::move(told));
    }
    return all;
}

void Worker::kill() { ::kill(process_, SIGKILL); }

void Worker::stop()
{
    ::kill(process_, SIGUSR2);
    dismiss();
}

void Worker::dismiss()
{
    if (to_ >= 0) ::close(to_);
    to_ = -1;
}

std::string Worker::last_words()
{
    if (!is_reaped_) ::waitpid(process_, &status_, 0);
    is_reaped_ = true;
    std::string how = "the process ended";
    if (WIFSIGNALED(status_)) {
        int const signal = WTERMSIG(status_);
        how = fmt::format("killed by signal {} ({})", signal, ::strsignal(signal));
        if (signal == SIGKILL) how += ", perhaps for want of memory";
    } else if (WIFEXITED(status_)) {
        how = fmt::format("the process ended with status {}", WEXITSTATUS(status_));
    }
    std::array<char, 500> end{};
    off_t const size = ::lseek(errors_, 0, SEEK_END);
    off_t const from = std::max<off_t>(0, size - static_cast<off_t>(end.size()));
    ssize_t const got = ::pread(errors_, end.data(), end.size(), from);
    std::string said(end.data(), static_cast<std::size_t>(std::max<ssize_t>(0, got)));
    while (!said.empty() && said.back() == '\n') said.pop_back();
    std::ranges::replace(said, '\n', ' ');
    return said.empty() ? how : how + ": " + said;
}

} // namespace tianji
