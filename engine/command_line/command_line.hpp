// The verbs of the program `tianji`: takes what main was given and a list of models, returns an exit status.
#pragma once

#include "engine/scenario/rules.hpp"

#include <vector>

namespace tianji::command_line {

// 0: done; 1: a failure of ours, or results that do not agree; 2: something the user gave cannot be used, everything
// that is wrong with it was printed and nothing written; 130: stopped with Ctrl-C; 143: with SIGTERM.
int run(int argc, char** argv, std::vector<Model> const& models);

} // namespace tianji::command_line
