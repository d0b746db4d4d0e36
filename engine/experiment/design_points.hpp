// The design points of an experiment.
#pragma once

#include <string>
#include <vector>

namespace tianji {

struct Experiment;

// (n_points, n_factors) values as YAML; one point of no values where nothing is varied.
std::vector<std::vector<std::string>> design_points(Experiment const& experiment);

} // namespace tianji
