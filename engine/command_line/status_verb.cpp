// tianji sweep status.
#include "engine/base/shell_words.hpp"
#include "engine/base/text.hpp"
#include "engine/command_line/progress_line.hpp"
#include "engine/command_line/sweep_verbs.hpp"
#include "engine/experiment/comparison/replication.hpp"
#include "engine/experiment/slurm/slurm_queue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace tianji::command_line {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_shown = 10; // who works, by name

std::string who(Claimant const& one)
{
    std::string const what = task_named(one.name) ? fmt::format(" (task {})", task_named(one.name)->index) : "";
    return fmt::format("process {} on {}, since {}{}", one.process, one.host, one.since, what);
}

void print_each(char const* state, std::vector<Claimant> const& claimants, std::string const& remark)
{
    for (std::size_t i = 0; i < claimants.size() && i < most_shown; ++i)
        fmt::print("  {:<8} {}{}\n", state, who(claimants[i]), remark);
    if (claimants.size() > most_shown) fmt::print("  {:<8} {} more\n", state, claimants.size() - most_shown);
}

// "5 tasks (job 17: 3-7)".
void print_queued(char const* state, std::vector<QueuedTask> const& tasks, bool are_running)
{
    std::map<std::int64_t, std::vector<std::size_t>> by_job;
    std::size_t number = 0;
    for (QueuedTask const& one : tasks) {
        if (one.is_running != are_running) continue;
        by_job[one.job].push_back(one.task.index);
        ++number;
    }
    std::vector<std::string> jobs;
    for (auto& [job, indices] : by_job) {
        std::ranges::sort(indices);
        jobs.push_back(fmt::format("job {}: {}", job, compact(indices)));
    }
    if (number > 0) fmt::print("  {:<8} {} of Slurm ({})\n", state, plural(number, "task"), joined(jobs, "; "));
}

// Tasks that were submitted and have left the queue although runs of theirs are missing, nobody has claimed them, and
// none of them has failed.
std::vector<std::size_t> abandoned(SubmittedArray const& submitted, std::vector<std::uint8_t>& is_open)
{
    std::vector<std::size_t> tasks;
    for (std::size_t const task : submitted.array.tasks) {
        auto const first = std::min(task * submitted.bundle, is_open.size());
        auto const last = std::min(first + submitted.bundle, is_open.size());
        auto const begin = is_open.begin() + static_cast<std::ptrdiff_t>(first);
        auto const end = is_open.begin() + static_cast<std::ptrdiff_t>(last);
        if (std::find(begin, end, 1) != end) tasks.push_back(task);
        std::fill(begin, end, std::uint8_t{0}); // counted once
    }
    return tasks;
}

void close(std::vector<std::uint8_t>& is_open, TaskNumber const& task)
{
    std::size_t const first = std::min(task.index * task.bundle, is_open.size());
    std::size_t const last = std::min(first + task.bundle, is_open.size());
    std::fill(is_open.begin() + static_cast<std::ptrdiff_t>(first), is_open.begin() + static_cast<std::ptrdiff_t>(last),
              std::uint8_t{0});
}

class Status {
public:
    Status(Plan const& plan, SweepFolder folder)
        : plan_(plan),
          folder_(std::move(folder)),
          queue_(queue_of(folder_, job_name_of(plan))),
          claimants_(claimants_in(folder_, queue_)),
          holdings_(read_holdings(folder_)),
          state_(state_of(plan, holdings_, wanted_replicates(plan, holdings_)))
    {
    }

    void print() const
    {
        print_runs();
        print_tasks();
        print_half_written();
        print_time();
    }

private:
    void print_runs() const
    {
        std::string const where = folder_.path.string();
        fmt::print("{} in {}: {}\n", plan_.experiment.name, where, plural(state_.wanted, "run"));
        fmt::print("  done     {}\n", state_.done);
        if (state_.failed > 0) fmt::print("  failed   {}   see {}\n", state_.failed, command_on(folder_, "failed"));
        fmt::print("  missing  {}\n", state_.missing.size() - state_.failed);
    }

    void print_tasks() const
    {
        std::vector<Claimant> at_work, lost;
        for (Claimant const& one : claimants_) {
            if (one.is_alive) at_work.push_back(one);
            if (!one.is_alive && leaves_something(one)) lost.push_back(one);
        }
        print_queued("running", queue_.tasks, true);
        print_queued("pending", queue_.tasks, false);
        print_each("at work", at_work, "");
        print_each("lost", lost, ": what it had not finished is missing");
        if (queue_.is_known) print_cancelled();
        if (!queue_.trouble.empty()) fmt::print("  the queue of Slurm is not known: {}\n", queue_.trouble);
    }

    // Whether runs that somebody was to make are missing and have not failed.
    bool leaves_something(Claimant const& claimant) const
    {
        auto const task = task_named(claimant.name);
        return std::ranges::any_of(state_.missing, [&](std::size_t run) {
            return (!task || run / task->bundle == task->index) && !holdings_.runs.contains(plan_.runs[run].id);
        });
    }

    void print_cancelled() const
    {
        std::vector<std::uint8_t> is_open(plan_.runs.size(), 0);
        for (std::size_t const run : state_.missing) is_open[run] = !holdings_.runs.contains(plan_.runs[run].id);
        for (QueuedTask const& one : queue_.tasks) close(is_open, one.task);
        for (Claimant const& one : claimants_)
            if (auto const task = task_named(one.name)) close(is_open, *task);
        auto submissions = submissions_of(folder_);
        std::ranges::reverse(submissions);
        for (SubmittedArray const& one : submissions)
            if (auto const tasks = abandoned(one, is_open); !tasks.empty())
                fmt::print("  cancelled {} of Slurm (job {}: {}) left the queue before all runs were made\n",
                           plural(tasks.size(), "task"), one.job, compact(tasks));
    }

    void print_half_written() const
    {
        bool const somebody_writes = std::ranges::any_of(claimants_, [](Claimant const& one) { return one.is_alive; });
        if (holdings_.torn > 0 && !somebody_writes)
            fmt::print("  half-written  {} of runs: who wrote was killed; all runs but the last are whole\n",
                       plural(holdings_.torn, "log"));
    }

    void print_time() const
    {
        if (state_.seconds.empty()) return;
        double const median = state_.seconds[state_.seconds.size() / 2];
        fmt::print("  a run takes {:.3g} s (median); {} of work for one core are left\n", median,
                   duration_text(median * static_cast<double>(state_.missing.size())));
    }

    Plan const& plan_;
    SweepFolder folder_;
    SlurmQueue queue_; // asked before anything else: what is claimed or done only grows
    std::vector<Claimant> claimants_;
    Holdings holdings_;
    SweepState state_;
};

} // namespace

int print_status(fs::path const& folder, std::span<Model const> models)
{
    SweepFolder const sweep{folder};
    Plan const plan = read_plan(sweep, models, PlanUse::look);
    Status(plan, sweep).print();
    return done;
}

} // namespace tianji::command_line
