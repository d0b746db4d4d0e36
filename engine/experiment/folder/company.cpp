#include "engine/experiment/folder/company.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>

namespace tianji {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view ending = ".claim";
constexpr std::string_view task_word = "task-";

} // namespace

std::string name_of(TaskNumber const& task) { return fmt::format("{}{}-{}", task_word, task.bundle, task.index); }

std::optional<TaskNumber> task_named(std::string const& name)
{
    if (!name.starts_with(task_word)) return std::nullopt;
    TaskNumber task;
    char const* const end = name.data() + name.size();
    auto const bundle = std::from_chars(name.data() + task_word.size(), end, task.bundle);
    if (bundle.ec != std::errc() || bundle.ptr == end || *bundle.ptr != '-') return std::nullopt;
    auto const index = std::from_chars(bundle.ptr + 1, end, task.index);
    if (index.ec != std::errc() || index.ptr != end) return std::nullopt;
    return task;
}

fs::path claim_of(SweepFolder const& folder, std::string const& name)
{
    return folder.claims() / (name + std::string(ending));
}

std::vector<Claimant> claimants_in(SweepFolder const& folder)
{
    std::vector<Claimant> claimants;
    std::error_code error;
    for (auto entry = fs::directory_iterator(folder.claims(), error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        if (entry->path().extension() != ending) continue;
        if (auto const one = claimant_of(entry->path())) claimants.push_back(*one);
    }
    std::ranges::sort(claimants, {}, &Claimant::name);
    return claimants;
}

void refuse_company(SweepFolder const& folder, std::string const& name)
{
    for (Claimant const& other : claimants_in(folder)) {
        bool const both_are_tasks = task_named(name) && task_named(other.name);
        if (other.is_alive && other.name != name && !both_are_tasks) refuse_for(other, folder.path);
    }
}

} // namespace tianji
