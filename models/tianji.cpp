// The program `tianji`: the command line of the engine with the models of this folder.
#include "engine/command_line/command_line.hpp"
#include "models/classics/classics.hpp"

using namespace tianji;

int main(int argc, char** argv) { return command_line::run(argc, argv, classics::all()); }
