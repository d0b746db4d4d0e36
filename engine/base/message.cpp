#include "engine/base/message.hpp"

#include <utility>

namespace tianji {

namespace {

std::string joined(std::vector<Problem> const& problems)
{
    std::string text;
    for (Problem const& problem : problems) {
        if (!text.empty()) text += '\n';
        text += to_string(problem);
    }
    return text;
}

} // namespace

std::string to_string(Problem const& problem)
{
    std::string text = problem.where.file;
    if (problem.where.line > 0) text += ':' + std::to_string(problem.where.line);
    if (problem.where.column > 0) text += ':' + std::to_string(problem.where.column);
    if (!text.empty()) text += ": ";
    text += problem.problem;
    if (!problem.why.empty()) text += " (" + problem.why + ')';
    if (!problem.suggestion.empty()) text += ' ' + problem.suggestion + '?';
    return text;
}

InvalidInput::InvalidInput(std::vector<Problem> problems)
    : std::runtime_error(joined(problems)), problems_(std::move(problems))
{
}

} // namespace tianji
