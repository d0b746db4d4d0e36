// What the user is told when an input is wrong: file:line:column: problem (why) suggestion?
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace tianji {

// A place in something the user wrote. Lines and columns count from 1; columns count characters (code points), not
// bytes. Zero means "not known"; the part is then left out of the message.
struct Location {
    std::string file;
    int line = 0;
    int column = 0;
};

struct Problem {
    Location where;
    std::string problem;    // what is wrong, with the value
    std::string why;        // why it is a problem
    std::string suggestion; // what to write instead; may be empty
};

// One line, in the one grammar of all messages.
std::string to_string(Problem const& problem);

// Thrown when user input cannot be used: carries all problems found, so that tests and tools read fields, not
// sentences.
class InvalidInput : public std::runtime_error {
public:
    explicit InvalidInput(std::vector<Problem> problems);
    explicit InvalidInput(Problem problem) : InvalidInput(std::vector<Problem>{std::move(problem)}) {}

    std::vector<Problem> const& problems() const noexcept { return problems_; }

private:
    std::vector<Problem> problems_;
};

} // namespace tianji
