// The program `tianji`: the command line of the engine with the models of this folder.
#include "engine/command_line/command_line.hpp"
#include "models/classics/classics.hpp"
#include "models/ecosystem/ecosystem.hpp"

#include <algorithm>
#include <iterator>

using namespace tianji;

int main(int argc, char** argv)
{
    std::vector<Model> models{ecosystem::model()};
    std::ranges::move(classics::all(), std::back_inserter(models));
    return command_line::run(argc, argv, models);
}
