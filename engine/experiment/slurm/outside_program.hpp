// Another program, called and waited for.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tianji {

struct Answer {
    int status = 0; // 128 and the number of the signal where one ended it
    std::string out, errors;
};

// Nothing where no such program is on the PATH. It reads nothing.
std::optional<Answer> call(std::vector<std::string> const& command);

// What it said last, as one line, or else its status.
std::string words_of(Answer const& answer);

} // namespace tianji
