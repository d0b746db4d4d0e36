// Collects what is wrong with one input, so that the user gets all of it at once.
#pragma once

#include "engine/base/message.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace tianji {

// Problems of one input, the first 20 in the order of the file; the rest are counted.
class ProblemList {
public:
    static constexpr std::size_t shown = 20;

    explicit ProblemList(std::string file) : file_(std::move(file)) {}
    void add(Location where, std::string problem, std::string why = {}, std::string suggestion = {});
    void count_more(std::size_t problems) { total_ += problems; } // found, but beyond those that are shown
    bool is_empty() const { return problems_.empty(); }
    bool full() const { return problems_.size() >= shown; }
    void throw_if_any() const;

private:
    std::string file_;
    std::vector<Problem> problems_;
    std::size_t total_ = 0;
};

// Throws InvalidInput about a file as a whole.
[[noreturn]] void refuse_file(std::string file, std::string problem, std::string why, std::string suggestion = {});

} // namespace tianji
