#include "engine/experiment/slurm/slurm.hpp"

#include "engine/base/csv_columns.hpp"
#include "engine/base/problem_list.hpp"
#include "engine/base/sha256.hpp"
#include "engine/base/shell_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

namespace tianji {

namespace fs = std::filesystem;

namespace {

constexpr double seconds_per_task = 450.0;     // the middle of five to ten minutes
constexpr std::size_t unknown_bundle = 10;     // where no run is done yet
constexpr std::size_t longest_elements = 8000; // [byte] sbatch and the kernel take more; people do not
constexpr std::size_t longest_name = 40;       // [byte]

// In the value of an #SBATCH option; sbatch reads %A and the like in names of files.
std::string file_name_pattern(fs::path const& path)
{
    std::string pattern;
    for (char const c : path.string()) pattern += c == '%' ? std::string("%%") : std::string(1, c);
    return pattern;
}

void validate_path(fs::path const& path)
{
    if (path.string().find_first_of("\"\\\n\r") == std::string::npos) return;
    refuse_file(path.string(), "the path cannot stand in a batch script",
                "sbatch cannot read quotation marks, backslashes and line breaks in it", "move or rename it");
}

constexpr char const* script_text = R"(#!/bin/sh
# Makes the missing runs of the sweep in this folder: each element of the array one task of {bundle} runs, numbered as in
# manifest.csv. A task can be repeated at any time: what is done is not made again.
#
# 'tianji sweep slurm' writes this file anew each time and submits it with the tasks that have something to do:
#     sbatch --array=3,7,12-19 sweep.sbatch [FIRST]        FIRST is added to the number of each element; without it 0
# To change what a task gets, put options of sbatch behind '--', which win over those below:
#     tianji sweep slurm FOLDER -- --time=00:30:00 --mem-per-cpu=2G --cpus-per-task=4 --partition=short --account=me
# With --signal=B:USR1@120 a task is warned two minutes before its time is over: it finishes the runs it is at.
#SBATCH --ntasks=1
#SBATCH --chdir="{folder}"
#SBATCH --output="{output}"
#SBATCH --open-mode=append

tianji={quoted_program}
folder={quoted_folder}
task=$((${{1:-0}} + SLURM_ARRAY_TASK_ID))

"$tianji" --version >/dev/null || {{
    echo "tianji cannot start on $(hostname): the line above says why." >&2
    echo "A node must see $tianji under this path, and needs a glibc as new as START.md says (ldd --version)." >&2
    exit 2
}}
exec "$tianji" sweep task "$folder" --index "$task" --bundle {bundle} --jobs "${{SLURM_CPUS_PER_TASK:-1}}"{time_limit}
)";

} // namespace

std::string compact(std::span<std::size_t const> numbers)
{
    std::string text;
    for (std::size_t i = 0; i < numbers.size();) {
        std::size_t end = i + 1;
        while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
        text += text.empty() ? "" : ",";
        text += std::to_string(numbers[i]);
        if (end - i > 1) text += fmt::format("{}{}", end - i > 2 ? '-' : ',', numbers[end - 1]);
        i = end;
    }
    return text;
}

std::vector<std::size_t> numbers_in(std::string_view text)
{
    std::vector<std::size_t> numbers;
    char const* at = text.data();
    char const* const end = at + text.size();
    while (at != end) {
        std::size_t first = 0;
        auto read = std::from_chars(at, end, first);
        std::size_t last = first;
        if (read.ec == std::errc() && read.ptr != end && *read.ptr == '-')
            read = std::from_chars(read.ptr + 1, end, last);
        if (read.ec != std::errc() || (read.ptr != end && *read.ptr != ',')) return {};
        for (std::size_t number = first; number <= last; ++number) numbers.push_back(number);
        at = read.ptr == end ? end : read.ptr + 1;
    }
    return numbers;
}

Bundle bundle_of(std::size_t runs, SweepState const& state)
{
    if (state.seconds.empty()) return {runs, 0.0};
    return {runs, static_cast<double>(runs) * state.seconds[state.seconds.size() / 2]};
}

Bundle usual_bundle(Plan const& plan, SweepState const& state)
{
    std::size_t runs = unknown_bundle;
    if (!state.seconds.empty()) {
        double const median = std::max(state.seconds[state.seconds.size() / 2], 1e-9);
        double const fitting = std::floor(seconds_per_task / median);
        runs = static_cast<std::size_t>(std::clamp(fitting, 1.0, static_cast<double>(plan.runs.size())));
    }
    std::size_t const together = plan.experiment.branch_at.empty() && !plan.experiment.outcomes ? 1 : plan.n_policies();
    return bundle_of((runs + together - 1) / together * together, state);
}

std::vector<std::size_t> tasks_with(std::span<std::size_t const> runs, std::size_t bundle)
{
    std::vector<std::size_t> tasks;
    for (std::size_t const run : runs)
        if (tasks.empty() || tasks.back() != run / bundle) tasks.push_back(run / bundle);
    return tasks;
}

std::string elements_of(TaskArray const& array)
{
    std::vector<std::size_t> elements = array.tasks;
    for (std::size_t& element : elements) element -= array.first;
    return compact(elements);
}

std::vector<TaskArray> arrays_of(std::span<std::size_t const> tasks, std::size_t max_array_size)
{
    std::vector<TaskArray> arrays;
    std::size_t length = 0; // [byte] at most, of the elements of the last
    for (std::size_t const task : tasks) {
        std::size_t const own_length = std::to_string(task).size() + 1;
        std::size_t const first = task / max_array_size * max_array_size;
        if (arrays.empty() || arrays.back().first != first || length + own_length > longest_elements) {
            arrays.push_back({first, {}});
            length = 0;
        }
        // A task next to the one before makes no number of its own: it moves the end of a range, or begins one.
        std::vector<std::size_t>& own = arrays.back().tasks;
        std::size_t const n = own.size();
        bool const goes_on = n >= 2 && own[n - 1] + 1 == task && own[n - 2] + 2 == task;
        if (!goes_on) length += own_length;
        own.push_back(task);
    }
    return arrays;
}

std::string text_of(BatchScript const& script)
{
    validate_path(script.program);
    validate_path(script.folder);
    using fmt::arg;
    return fmt::format(
        fmt::runtime(script_text), arg("bundle", script.bundle), arg("folder", script.folder.string()),
        arg("output", file_name_pattern(SweepFolder{script.folder}.slurm() / "") + "%A_%a.log"),
        arg("quoted_program", shell_quoted(script.program.string())),
        arg("quoted_folder", shell_quoted(script.folder.string())),
        arg("time_limit", script.time_limit > 0 ? fmt::format(" --time-limit {}", script.time_limit) : std::string()));
}

std::string job_name_of(Plan const& plan)
{
    std::string name = plan.experiment.name.substr(0, longest_name);
    auto const is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    };
    std::ranges::replace_if(
        name, [&](char c) { return !is_plain(c); }, '_');
    return fmt::format("{}-{}", name, sha256(manifest_of(plan)).substr(0, 8));
}

std::vector<std::string> sbatch_command(TaskArray const& array, std::string const& job_name, fs::path const& script,
                                        std::size_t throttle, std::span<std::string const> options)
{
    std::string const at_once = throttle > 0 ? fmt::format("%{}", throttle) : std::string();
    std::vector<std::string> words{"sbatch", "--parsable", "--job-name=" + job_name,
                                   "--array=" + elements_of(array) + at_once};
    words.insert(words.end(), options.begin(), options.end());
    words.push_back(script.string());
    if (array.first > 0) words.push_back(std::to_string(array.first));
    return words;
}

std::optional<std::int64_t> job_named(std::string_view answer)
{
    std::optional<std::int64_t> job;
    while (!answer.empty()) {
        std::string_view line = answer.substr(0, answer.find('\n'));
        answer.remove_prefix(std::min(line.size() + 1, answer.size()));
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
        std::int64_t number = 0;
        char const* const end = line.data() + line.size();
        auto const read = std::from_chars(line.data(), end, number);
        bool const is_number = read.ec == std::errc() && number > 0 && (read.ptr == end || *read.ptr == ';');
        bool const is_one_word = line.find_first_of(" \t") == std::string_view::npos;
        if (is_number && is_one_word) job = number;
    }
    return job;
}

void note_submission(SweepFolder const& folder, SubmittedArray const& submitted)
{
    bool const is_new = !fs::exists(folder.jobs());
    errno = 0;
    std::ofstream file(folder.jobs(), std::ios::app);
    if (is_new) file << "job,bundle,first,tasks\n";
    file << fmt::format("{},{},{},\"{}\"\n", submitted.job, submitted.bundle, submitted.array.first,
                        compact(submitted.array.tasks));
    if (!file.flush())
        refuse_file(folder.jobs().string(), "cannot be written", std::strerror(errno),
                    fmt::format("job {} was submitted all the same", submitted.job));
}

std::vector<SubmittedArray> submissions_of(SweepFolder const& folder)
{
    if (!fs::exists(folder.jobs())) return {};
    CsvTable const table = read_csv(folder.jobs());
    ColumnReader read(table);
    auto const jobs = read.integers("job", at_least(0));
    auto const bundles = read.integers("bundle", at_least(1));
    auto const firsts = read.integers("first", at_least(0));
    auto const tasks = read.texts("tasks");
    read.done();
    std::vector<SubmittedArray> submissions;
    for (std::size_t i = 0; i < jobs.size(); ++i)
        submissions.push_back({jobs[i],
                               static_cast<std::size_t>(bundles[i]),
                               {static_cast<std::size_t>(firsts[i]), numbers_in(tasks[i])}});
    return submissions;
}

} // namespace tianji
