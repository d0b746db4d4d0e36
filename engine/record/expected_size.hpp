// How large a result file will be, told before the run starts.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace tianji {

class Simulation;
struct RunLayout;

// [byte] What measures, network and panels will take, from the state before the first tick, plus room for the first
// rows of every table, since nobody knows how many there will be; without compression.
std::uint64_t expected_size(RunLayout const& layout, Simulation const& simulation);

// "about 12 MB"; "12 MB and more" where there are tables, which grow with what happens.
std::string expected_size_text(RunLayout const& layout, Simulation const& simulation);

// Says that the disk of a result file has less room than that; empty where it has enough, or does not tell.
std::string shortage_text(RunLayout const& layout, Simulation const& simulation, std::filesystem::path const& result);

} // namespace tianji
