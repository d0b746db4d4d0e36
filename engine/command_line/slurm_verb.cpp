// tianji sweep slurm.
#include "engine/base/problem_list.hpp"
#include "engine/base/shell_words.hpp"
#include "engine/base/text.hpp"
#include "engine/command_line/progress_line.hpp"
#include "engine/command_line/sweep_verbs.hpp"
#include "engine/experiment/comparison/replication.hpp"
#include "engine/experiment/slurm/slurm_queue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

namespace tianji::command_line {

namespace fs = std::filesystem;

namespace {

// What would make sweep status lose sight of the tasks.
struct Taken {
    std::string_view option, letter, why;
};
constexpr std::array taken{
    Taken{"--array", "-a", "the tasks are those that hold runs which are missing; --throttle says how many at a time"},
    Taken{"--job-name", "-J", "sweep status knows the tasks by it"},
    Taken{"--clusters", "-M", "the queue that is asked is that of the machine's own cluster"}};

void validate_options(std::vector<std::string> const& options)
{
    if (!options.empty() && !options[0].starts_with('-'))
        refuse_file(options[0], "no option of sbatch", "what stands behind '--' goes to sbatch before the script");
    for (std::string const& word : options)
        for (Taken const& one : taken)
            if (word == one.option || word.starts_with(std::string(one.option) + '=') ||
                (word.starts_with(one.letter) && !word.starts_with("--")))
                refuse_file(word, "cannot be passed on to sbatch", std::string(one.why));
}

// The tasks that are to be submitted, and how.
class Batch {
public:
    Batch(Plan const& plan, SweepFolder folder, SlurmOptions const& options)
        : options_(options),
          folder_(std::move(folder)),
          job_name_(job_name_of(plan)),
          state_(state_now(plan, folder_)),
          bundle_(options.bundle > 0 ? bundle_of(options.bundle, state_) : usual_bundle(plan, state_)),
          tasks_(tasks_with(state_.missing, bundle_.runs))
    {
    }

    bool is_empty() const { return tasks_.empty(); }
    std::size_t wanted() const { return state_.wanted; }

    void write_script() const
    {
        std::error_code error;
        fs::create_directories(folder_.slurm(), error);
        if (error) refuse_file(folder_.slurm().string(), "cannot make the folder", error.message());
        fs::path const program = fs::read_symlink("/proc/self/exe");
        write_text(folder_.script(),
                   text_of({program, fs::canonical(folder_.path), bundle_.runs, options_.time_limit}));
    }

    // Returns when all are in the queue. Throws InvalidInput where Slurm refuses; what it took before stays submitted.
    void submit_all()
    {
        for (TaskArray const& array : arrays_of(tasks_, largest_array())) {
            std::int64_t const job = submit(command(array));
            note_submission(folder_, {job, bundle_.runs, array});
            fmt::print("submitted job {}: {}\n", job, plural(array.tasks.size(), "task"));
            std::fflush(stdout);
            jobs_.push_back(std::to_string(job));
        }
    }

    void print_commands() const
    {
        for (TaskArray const& array : arrays_of(tasks_, largest_array())) fmt::print("{}\n", as_typed(command(array)));
    }

    void print_what_it_is() const
    {
        std::string const failures = state_.failed > 0 ? fmt::format(", {} of them failed before", state_.failed) : "";
        fmt::print("{}: {} of {} missing{}: {} of up to {}\n", folder_.path.string(), state_.missing.size(),
                   plural(state_.wanted, "run"), failures, plural(tasks_.size(), "task"), plural(bundle_.runs, "run"));
        if (bundle_.seconds > 0)
            fmt::print("  a full task takes {} on one core\n",
                       bundle_.seconds < 1 ? "less than a second" : "about " + duration_text(bundle_.seconds));
        else
            fmt::print("  how long a run takes is not known yet; --bundle K changes how many are in a task\n");
        fmt::print("  script: {}\n", folder_.script().string());
    }

    void print_what_comes() const
    {
        fmt::print("Tasks wait (PD in squeue) until the cluster has room, then run (R) and leave the queue.\n"
                   "  the queue         squeue --name={}\n"
                   "  how far it is     {}\n"
                   "  what a task says  {}_TASK.log\n"
                   "  to stop           scancel {}\n",
                   job_name_, command_on(folder_, "status"), (folder_.slurm() / jobs_.front()).string(),
                   joined(jobs_, " "));
    }

private:
    static SweepState state_now(Plan const& plan, SweepFolder const& folder)
    {
        Holdings const holdings = read_holdings(folder);
        return state_of(plan, holdings, wanted_replicates(plan, holdings));
    }

    static std::size_t largest_array()
    {
        std::size_t const size = max_array_size().value_or(usual_max_array_size);
        if (size == 0) refuse_file("scontrol", "this cluster takes no arrays", "its MaxArraySize is 0");
        return size;
    }

    std::vector<std::string> command(TaskArray const& array) const
    {
        return sbatch_command(array, job_name_, fs::canonical(folder_.path) / folder_.script().filename(),
                              options_.throttle, options_.for_sbatch);
    }

    SlurmOptions const& options_;
    SweepFolder folder_;
    std::string job_name_;
    SweepState state_;
    Bundle bundle_;
    std::vector<std::size_t> tasks_;
    std::vector<std::string> jobs_;
};

// "17 18".
std::string jobs_in(SlurmQueue const& queue)
{
    std::set<std::int64_t> jobs;
    for (QueuedTask const& one : queue.tasks) jobs.insert(one.job);
    std::vector<std::string> words;
    for (std::int64_t const job : jobs) words.push_back(std::to_string(job));
    return joined(words, " ");
}

// Lets go of what those who are gone have claimed, and refuses beside those who are not.
void validate_alone(SweepFolder const& folder, Plan const& plan)
{
    SlurmQueue const queue = queue_of(folder, job_name_of(plan));
    std::error_code ignored; // somebody else may let go of it just now
    for (Claimant const& one : claimants_in(folder, queue))
        if (!one.is_alive) fs::remove(claim_of(folder, one.name), ignored);
    if (!queue.tasks.empty())
        refuse_file(folder.path.string(),
                    fmt::format("{} of this sweep {} in the queue", plural(queue.tasks.size(), "task"),
                                queue.tasks.size() == 1 ? "is" : "are"),
                    "they would be made twice",
                    fmt::format("wait for them, or take them out with scancel {}", jobs_in(queue)));
    refuse_company(folder, name_of_submission);
}

} // namespace

int submit_sweep(SlurmOptions const& options, std::span<Model const> models)
{
    validate_options(options.for_sbatch);
    SweepFolder const folder{options.folder};
    Plan const plan = read_plan(folder, models, options.use);
    std::optional<FolderClaim> claim;
    if (options.submission == Submission::made) {
        claim.emplace(claim_of(folder, name_of_submission));
        validate_alone(folder, plan);
    }
    Batch batch(plan, folder, options);
    if (batch.is_empty()) {
        fmt::print("{}: all of {} done\n", folder.path.string(), plural(batch.wanted(), "run"));
        return done;
    }
    batch.write_script();
    batch.print_what_it_is();
    if (options.submission == Submission::only_shown) {
        batch.print_commands();
        return done;
    }
    batch.submit_all();
    batch.print_what_comes();
    return done;
}

} // namespace tianji::command_line
