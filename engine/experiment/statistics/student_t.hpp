// Student's t distribution (Student 1908). The only file that asks Boost.Math, whose last bits may differ between
// machines: they go into reports of results, never into the state of a run.
#pragma once

namespace tianji {

// The t that a variable with these degrees of freedom (> 0, any real) exceeds in size with probability 1 - confidence,
// 0 < confidence < 1: an interval of that confidence reaches so many standard errors to either side.
double t_quantile(double confidence, double degrees_of_freedom);

// Probability of a value at least as far from zero as t; 0 for an infinite t.
double t_two_sided_p(double t, double degrees_of_freedom);

} // namespace tianji
