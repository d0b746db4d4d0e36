#include "engine/experiment/crew/crew.hpp"

#include "engine/experiment/crew/worker.hpp"
#include "engine/experiment/folder/run_log.hpp"
#include "engine/record/provenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <deque>
#include <memory>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace tianji {

namespace {

constexpr int poll_interval = 200; // [ms]
constexpr int most_idle_deaths = 3;

// Where logs of this process begin their names. Neither the host nor the number of a process is used only once: a
// container numbers its processes from 1 again.
std::string name_of_logs()
{
    return fmt::format("{}-{}-{:x}", host_name(), ::getpid(),
                       std::chrono::system_clock::now().time_since_epoch().count());
}

// Neighbours that share a history are one piece of work; others stand alone.
std::deque<std::vector<std::size_t>> pieces_of(Plan const& plan, std::span<std::size_t const> runs)
{
    bool const share = !plan.experiment.branch_at.empty();
    std::deque<std::vector<std::size_t>> pieces;
    for (std::size_t const run : runs) {
        bool const goes_on = share && !pieces.empty() &&
                             plan.runs[pieces.back().back()].point == plan.runs[run].point &&
                             plan.runs[pieces.back().back()].replicate == plan.runs[run].replicate;
        if (!goes_on) pieces.emplace_back();
        pieces.back().push_back(run);
    }
    return pieces;
}

class Crew {
public:
    Crew(Plan const& plan, std::span<Model const> models, std::span<std::size_t const> runs,
         CrewSettings const& settings)
        : plan_(plan), models_(models), settings_(settings), pieces_(pieces_of(plan, runs)), of_(runs.size())
    {
        for (int i = 0; i < settings.jobs && i < static_cast<int>(pieces_.size()); ++i)
            workers_.push_back(new_worker());
    }

    CrewTally work(std::function<bool(CrewProgress const&)> const& watch)
    {
        while (!workers_.empty()) {
            if (!watch({tally_.done, tally_.failed, of_}) && !is_stopping_) {
                is_stopping_ = true;
                tally_.was_stopped = true;
                pieces_.clear();
                for (auto const& worker : workers_) worker->stop();
            }
            for (auto const& worker : workers_) hand_out(*worker);
            wait();
            for (auto& worker : workers_) attend(worker);
            std::erase(workers_, nullptr);
        }
        watch({tally_.done, tally_.failed, of_});
        return tally_;
    }

private:
    std::unique_ptr<Worker> new_worker()
    {
        return std::make_unique<Worker>(plan_, models_, settings_.folder / fmt::format("{}-{}.runs", logs_, hired_++));
    }

    // Two pieces at a time where they are single runs, so that nobody waits for the crew between runs.
    void hand_out(Worker& worker)
    {
        while (!pieces_.empty() && worker.waiting().size() < 2) {
            worker.assign(std::move(pieces_.front()));
            pieces_.pop_front();
        }
        if (pieces_.empty() && worker.is_idle()) worker.dismiss();
    }

    void wait() const
    {
        std::vector<pollfd> pipes;
        for (auto const& worker : workers_) pipes.push_back({worker->pipe(), POLLIN, 0});
        ::poll(pipes.data(), pipes.size(), time_to_wait());
    }

    // [ms] until the watch is to be called again, or the time of a run is over.
    int time_to_wait() const
    {
        double left = poll_interval;
        for (auto const& worker : workers_)
            if (settings_.time_limit > 0 && worker->current())
                left = std::min(left, 1000.0 * (settings_.time_limit - time_of(*worker)) + 1.0);
        return std::max(1, static_cast<int>(left));
    }

    // [s] of the run it is at.
    static double time_of(Worker const& worker)
    {
        return std::chrono::duration<double>(Worker::Clock::now() - worker.begun()).count();
    }

    void attend(std::unique_ptr<Worker>& worker)
    {
        pollfd pipe{worker->pipe(), POLLIN, 0};
        if (::poll(&pipe, 1, 0) > 0) {
            for (Told const& told : worker->listen()) {
                tally_.done += told.word == Message::done;
                tally_.failed += told.word == Message::failed;
                if (told.word == Message::gives_up) give_up(told.text);
            }
        }
        bool const hangs = settings_.time_limit > 0 && worker->current() && time_of(*worker) > settings_.time_limit;
        if (hangs && !is_late_) {
            is_late_ = worker.get();
            worker->kill();
        }
        if (worker->has_ended()) replace(worker);
    }

    // A worker that died in a run takes only that with it.
    void replace(std::unique_ptr<Worker>& worker)
    {
        bool const was_late = is_late_ == worker.get();
        if (was_late) is_late_ = nullptr;
        std::string words = worker->last_words();
        if (was_late) words = fmt::format("stopped after {} s, the time limit", settings_.time_limit);
        auto const lost = worker->current();
        if (lost && tally_.trouble.empty()) note_failure(*lost, words);
        std::vector<std::size_t> const left = worker->waiting();
        worker.reset();
        if (is_stopping_ || (left.empty() && pieces_.empty())) return;
        if (!left.empty()) pieces_.push_front(left);
        if (!lost && ++idle_deaths_ == most_idle_deaths)
            return give_up("processes end before they begin a run: " + words);
        worker = new_worker();
    }

    void note_failure(std::size_t run, std::string const& words)
    {
        ++tally_.failed;
        RunRecord record;
        record.id = plan_.runs[run].id;
        record.status = RunStatus::failed;
        record.words = words;
        try {
            if (!failures_)
                failures_ = std::make_unique<RunLog>(settings_.folder / fmt::format("{}-failures.runs", logs_));
            failures_->append(record);
            failures_->sync();
        } catch (std::exception const& error) {
            give_up(error.what());
        }
    }

    void give_up(std::string const& why)
    {
        if (tally_.trouble.empty()) tally_.trouble = why;
        is_stopping_ = true;
        pieces_.clear();
    }

    Plan const& plan_;
    std::span<Model const> models_;
    CrewSettings settings_;
    std::deque<std::vector<std::size_t>> pieces_;
    std::size_t of_;
    std::string logs_ = name_of_logs();
    std::vector<std::unique_ptr<Worker>> workers_;
    std::unique_ptr<RunLog> failures_;
    Worker const* is_late_ = nullptr;
    int hired_ = 0;
    int idle_deaths_ = 0;
    bool is_stopping_ = false;
    CrewTally tally_;
};

} // namespace

CrewTally make_runs(Plan const& plan, std::span<Model const> models, std::span<std::size_t const> runs,
                    CrewSettings const& settings, std::function<bool(CrewProgress const&)> const& watch)
{
    std::signal(SIGPIPE, SIG_IGN); // a worker that died is noticed elsewhere
    return Crew(plan, models, runs, settings).work(watch);
}

} // namespace tianji
