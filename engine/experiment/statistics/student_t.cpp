#include "engine/experiment/statistics/student_t.hpp"

#include "engine/base/contract.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <cmath>

namespace tianji {

double t_quantile(double confidence, double degrees_of_freedom)
{
    expects(confidence > 0 && confidence < 1 && degrees_of_freedom > 0,
            "a quantile is asked for within the distribution");
    boost::math::students_t const distribution(degrees_of_freedom);
    return boost::math::quantile(boost::math::complement(distribution, (1 - confidence) / 2));
}

double t_two_sided_p(double t, double degrees_of_freedom)
{
    expects(!std::isnan(t) && degrees_of_freedom > 0, "a probability is asked for a number");
    if (std::isinf(t)) return 0;
    boost::math::students_t const distribution(degrees_of_freedom);
    return 2 * boost::math::cdf(distribution, -std::abs(t));
}

} // namespace tianji
