#include "engine/simulation/evaluation.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/elementary.hpp"

namespace tianji {

RunValues::RunValues(std::span<Measure const> measures, std::span<double const> values)
    : measures_(measures), values_(values)
{
    for (Measure const& one : measures) width_ += width_of(one);
    expects(width_ > 0 && !values.empty() && values.size() % width_ == 0, "the values are those of the measures");
}

std::span<double const> RunValues::all(std::string_view measure, std::size_t tick) const
{
    expects(tick < ticks(), "the run has the tick");
    std::size_t before = 0;
    for (Measure const& one : measures_) {
        if (one.name == measure) return values_.subspan(tick * width_ + before, width_of(one));
        before += width_of(one);
    }
    expects(false, "the run has the measure");
    return {};
}

double Triple::worth(std::size_t tick) const
{
    return pow(1.0 + discount, -(static_cast<double>(tick) - static_cast<double>(since)) / ticks_per_year);
}

} // namespace tianji
