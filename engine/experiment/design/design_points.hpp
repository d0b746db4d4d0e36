// The design points of an experiment.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tianji {

struct Experiment;

// (n_points, n_factors) values as YAML; one point of no values where nothing is varied.
std::vector<std::vector<std::string>> design_points(Experiment const& experiment);

// Neighbouring points that an estimator needs together (design.hpp): point p belongs to block p / this.
std::size_t points_of_a_block(Experiment const& experiment);

// That a design is too small for what it is for; empty where it is not.
std::string smallness_in_words(Experiment const& experiment);

} // namespace tianji
