#include "engine/experiment/crew/equal_outlay.hpp"

#include "engine/base/elementary.hpp"

#include <algorithm>
#include <cmath>

namespace tianji {

namespace {

// Four digits are enough to come within the tolerance, and can be read.
double readable(double scale)
{
    double unit = 1e-6;
    while (scale >= 1e4 * unit) unit *= 10.0;
    return std::round(scale / unit) * unit;
}

} // namespace

double EqualOutlay::miss(Trial const& trial) const { return std::abs(trial.outlay - target_); }

bool EqualOutlay::note(double scale, double outlay)
{
    Trial const trial{scale, outlay};
    auto const place = std::ranges::upper_bound(trials_, scale, {}, &Trial::scale);
    if (place == trials_.end() && !trials_.empty() && outlay < target_) {
        bool const is_hardly_more = outlay - trials_.back().outlay < 0.1 * tolerance * target_;
        // Twice the scale and hardly more spent: nobody takes more. Of a little more scale the same may only say that
        // the next step is larger than that.
        is_exhausted_ = is_hardly_more && outlay > 0.0 && scale >= 2.0 * trials_.back().scale;
        is_on_plateau_ = is_hardly_more;
    }
    trials_.insert(place, trial);
    bool const is_best = !best_ || miss(trial) < miss(*best_);
    if (is_best) best_ = trial;
    return is_best;
}

// Between two trials, or beyond the last of either side, outlay is taken to grow like a power of the scale.
double EqualOutlay::guess() const
{
    auto const above = std::ranges::find_if(trials_, [&](Trial const& one) { return one.outlay > target_; });
    if (above == trials_.begin()) return std::max(0.01 * above->scale, along(*above, above + 1));
    Trial const& below = *(above - 1);
    if (above == trials_.end()) {
        if (is_on_plateau_) return 2.0 * below.scale;
        return std::min(4.0 * below.scale, along(below, trials_.size() > 1 ? above - 2 : above));
    }
    double const width = above->scale - below.scale;
    if (!(below.outlay > 0.0)) return below.scale + 0.5 * width;
    return std::clamp(along(below, above), below.scale + 0.02 * width, above->scale - 0.02 * width);
}

// Where the power through two trials, or straight through one, comes to the target.
double EqualOutlay::along(Trial const& one, std::vector<Trial>::const_iterator other) const
{
    if (!(one.outlay > 0.0)) return 4.0 * one.scale;
    double power = 1.0;
    if (other != trials_.end() && other->outlay > 0.0 && other->outlay != one.outlay)
        power = std::clamp(log(other->outlay / one.outlay) / log(other->scale / one.scale), 0.2, 5.0);
    return one.scale * pow(target_ / one.outlay, 1.0 / power);
}

std::optional<double> EqualOutlay::next() const
{
    if (trials_.empty()) return target_ > 0.0 ? 1.0 : 0.0;
    if (miss(*best_) <= tolerance * target_ || is_exhausted_ || trials_.size() == most_trials) return std::nullopt;
    double scale = guess();
    scale = readable(scale);
    bool const is_new = std::ranges::none_of(trials_, [&](Trial const& one) { return one.scale == scale; });
    return is_new ? std::optional(scale) : std::nullopt;
}

} // namespace tianji
