// Two models that know nothing of each other and use the same names, each in its own file.
#pragma once

namespace tianji::sample {

double level_of_first_model();  // after one tick: 1
double level_of_second_model(); // after one tick: 2

} // namespace tianji::sample
