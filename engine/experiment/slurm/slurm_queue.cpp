#include "engine/experiment/slurm/slurm_queue.hpp"

#include "engine/base/problem_list.hpp"
#include "engine/experiment/slurm/outside_program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace tianji {

namespace {

// The last submission with the number of the job: a cluster that was set up anew counts from 1 again.
SubmittedArray const* submission_of(std::vector<SubmittedArray> const& submissions, std::int64_t job)
{
    auto const found = std::find_if(submissions.rbegin(), submissions.rend(),
                                    [&](SubmittedArray const& one) { return one.job == job; });
    return found == submissions.rend() ? nullptr : &*found;
}

// Whether the element that a claim was made by, such as "17_3", is known to be gone.
bool has_left(SlurmQueue const& queue, std::string const& job)
{
    std::int64_t number = 0;
    std::from_chars(job.data(), job.data() + job.size(), number);
    bool const is_ours = queue.is_known && std::ranges::find(queue.jobs, number) != queue.jobs.end();
    return is_ours && std::ranges::none_of(queue.tasks, [&](QueuedTask const& one) {
               return fmt::format("{}_{}", one.job, one.element) == job;
           });
}

} // namespace

std::optional<std::size_t> max_array_size()
{
    auto const answer = call({"scontrol", "show", "config"});
    if (!answer || answer->status != 0) return std::nullopt;
    std::istringstream lines(answer->out);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string name, equals;
        std::size_t size = 0;
        if (words >> name >> equals >> size && name == "MaxArraySize") return size;
    }
    return std::nullopt;
}

std::int64_t submit(std::vector<std::string> const& sbatch_command)
{
    auto const answer = call(sbatch_command);
    if (!answer)
        refuse_file("sbatch", "there is no such program on the PATH", "it is what submits jobs to Slurm",
                    "go to a machine from which one submits, see what would be submitted with --dry-run, or make the "
                    "runs here with tianji sweep run");
    if (answer->status != 0) refuse_file("sbatch", "Slurm refuses the tasks", words_of(*answer));
    std::optional<std::int64_t> const job = job_named(answer->out);
    if (!job)
        refuse_file("sbatch", "it named no job", words_of(*answer),
                    "squeue --me tells whether it was submitted; scancel takes it out");
    return *job;
}

SlurmQueue queue_of(SweepFolder const& folder, std::string const& job_name)
{
    SlurmQueue queue;
    std::vector<SubmittedArray> const submissions = submissions_of(folder);
    if (submissions.empty()) return queue;
    for (SubmittedArray const& one : submissions) queue.jobs.push_back(one.job);
    auto const answer = call({"squeue", "--noheader", "--array", "--name=" + job_name, "--format=%F %K %t"});
    if (!answer) return queue;
    if (answer->status != 0) {
        queue.trouble = words_of(*answer);
        return queue;
    }
    queue.is_known = true;
    std::istringstream lines(answer->out);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        QueuedTask one;
        std::string state;
        if (!(words >> one.job >> one.element >> state)) continue;
        SubmittedArray const* const submission = submission_of(submissions, one.job);
        if (!submission) continue;
        one.task = {submission->array.first + one.element, submission->bundle};
        one.is_running = state != "PD";
        queue.tasks.push_back(one);
    }
    return queue;
}

std::vector<Claimant> claimants_in(SweepFolder const& folder, SlurmQueue const& queue)
{
    // The queue was asked before, and a task lets go of its claim before it leaves the queue: what is claimed now and
    // was not in the queue then is claimed by nobody, or else by a task that was submitted since.
    std::vector<Claimant> claimants = claimants_in(folder);
    for (Claimant& one : claimants) one.is_alive = one.is_alive && !has_left(queue, one.job);
    return claimants;
}

} // namespace tianji
