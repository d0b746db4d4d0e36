// The search for a scale at which one policy has the outlay of another. Outlay grows with the scale, in steps, where
// what it pays for cannot be divided, and up to a limit, where nobody takes more.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace tianji {

class EqualOutlay {
public:
    static constexpr double tolerance = 0.01; // [1] of the outlay that is sought
    static constexpr std::size_t most_trials = 8;

    // `target` >= 0, in any unit.
    explicit EqualOutlay(double target) : target_(target) {}

    // The next scale to try, times the usual one; 1 at first, or 0 where the target is 0. None: the best one is
    // near enough, or no scale comes nearer.
    std::optional<double> next() const;

    // The outlay at the scale that was tried last. True if none came nearer.
    bool note(double scale, double outlay);

private:
    struct Trial {
        double scale = 0.0, outlay = 0.0;
    };

    double miss(Trial const& trial) const;
    double guess() const;
    double along(Trial const& one, std::vector<Trial>::const_iterator other) const;

    double target_;
    std::vector<Trial> trials_; // by scale
    std::optional<Trial> best_;
    bool is_on_plateau_ = false; // the last rise of the scale was not spent
    bool is_exhausted_ = false;  // nor was twice as much
};

} // namespace tianji
