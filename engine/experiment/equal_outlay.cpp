#include "engine/experiment/equal_outlay.hpp"

#include "engine/base/elementary.hpp"

#include <algorithm>
#include <cmath>

namespace tianji {

namespace {

// Four digits are enough to come within the tolerance, and can be read.
double readable(double budget)
{
    double unit = 1e-6;
    while (budget >= 1e4 * unit) unit *= 10.0;
    return std::round(budget / unit) * unit;
}

} // namespace

double EqualOutlay::miss(Trial const& trial) const { return std::abs(trial.outlay - target_); }

bool EqualOutlay::note(double budget, double outlay)
{
    Trial const trial{budget, outlay};
    auto const place = std::ranges::upper_bound(trials_, budget, {}, &Trial::budget);
    // Twice the money and hardly more spent: there is nobody left to give it to.
    if (place == trials_.end() && !trials_.empty() && outlay < target_ &&
        outlay - trials_.back().outlay < 0.1 * tolerance * target_)
        is_exhausted_ = true;
    trials_.insert(place, trial);
    bool const is_best = !best_ || miss(trial) < miss(*best_);
    if (is_best) best_ = trial;
    return is_best;
}

// Between two trials, or beyond the last of either side, outlay is taken to grow like a power of the budget.
double EqualOutlay::guess() const
{
    auto above = std::ranges::find_if(trials_, [&](Trial const& one) { return one.outlay > target_; });
    bool const is_between = above != trials_.begin() && above != trials_.end();
    if (above == trials_.end()) --above;
    Trial const& near = is_between ? *(above - 1) : *above;
    auto const other = is_between ? above : above == trials_.begin() ? above + 1 : above - 1;
    double power = 1.0;
    if (trials_.size() > 1 && near.outlay > 0.0 && other->outlay > 0.0 && near.outlay != other->outlay)
        power = log(other->outlay / near.outlay) / log(other->budget / near.budget);
    power = std::clamp(power, 0.2, 5.0);
    double const budget = near.outlay > 0.0 ? near.budget * pow(target_ / near.outlay, 1.0 / power) : 4.0 * near.budget;
    if (is_between) {
        double const width = above->budget - near.budget;
        return std::clamp(budget, near.budget + 0.02 * width, above->budget - 0.02 * width);
    }
    return std::clamp(budget, 0.01 * near.budget, 4.0 * near.budget);
}

std::optional<double> EqualOutlay::next() const
{
    if (trials_.empty()) return 1.0;
    if (miss(*best_) <= tolerance * target_ || is_exhausted_ || trials_.size() == most_trials) return std::nullopt;
    double budget = guess();
    budget = readable(budget);
    bool const is_new = std::ranges::none_of(trials_, [&](Trial const& one) { return one.budget == budget; });
    return is_new ? std::optional(budget) : std::nullopt;
}

} // namespace tianji
