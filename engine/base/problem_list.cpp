#include "engine/base/problem_list.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace tianji {

void ProblemList::add(Location where, std::string problem, std::string why, std::string suggestion)
{
    ++total_;
    if (full()) return;
    Problem& added = problems_.emplace_back();
    added.where = std::move(where);
    added.problem = std::move(problem);
    added.why = std::move(why);
    added.suggestion = std::move(suggestion);
}

void ProblemList::throw_if_any() const
{
    if (problems_.empty()) return;
    std::vector<Problem> all = problems_;
    if (total_ > all.size()) {
        Problem& rest = all.emplace_back();
        rest.where.file = file_;
        rest.problem = fmt::format("{} more problem{}", total_ - shown, total_ - shown == 1 ? "" : "s");
    }
    throw InvalidInput(std::move(all));
}

void refuse_file(std::string file, std::string problem, std::string why, std::string suggestion)
{
    ProblemList problems(file);
    problems.add({std::move(file)}, std::move(problem), std::move(why), std::move(suggestion));
    problems.throw_if_any();
    std::abort();
}

} // namespace tianji
