// Runs something that must be refused and returns what the user is told.
#pragma once

#include "engine/base/message.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace tianji {

template <class Action>
std::vector<Problem> problems_of(Action&& action)
{
    try {
        action();
    } catch (InvalidInput const& error) {
        return error.problems();
    }
    FAIL("was not refused");
    return {};
}

// The only problem.
template <class Action>
Problem problem_of(Action&& action)
{
    auto problems = problems_of(action);
    for (Problem const& problem : problems) UNSCOPED_INFO(to_string(problem));
    REQUIRE(problems.size() == 1);
    return problems.front();
}

inline std::string place(Problem const& problem)
{
    return std::to_string(problem.where.line) + ':' + std::to_string(problem.where.column);
}

} // namespace tianji
