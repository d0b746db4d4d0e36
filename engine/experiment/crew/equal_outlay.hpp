// The search for a budget that pays as much as another policy did. Outlay grows with the budget, in steps: projects
// cannot be divided, and who has no more bidders cannot spend more.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace tianji {

class EqualOutlay {
public:
    static constexpr double tolerance = 0.01; // [1] of what is to be paid
    static constexpr std::size_t most_trials = 8;

    // `target` >= 0, in any unit of money.
    explicit EqualOutlay(double target) : target_(target) {}

    // The next budget to try, times the usual one; 1 at first, or 0 where nothing is to be paid. None: the best one is
    // near enough, or no budget comes nearer.
    std::optional<double> next() const;

    // What the budget that was tried last has paid. True if none came nearer.
    bool note(double budget, double outlay);

private:
    struct Trial {
        double budget = 0.0, outlay = 0.0;
    };

    double miss(Trial const& trial) const;
    double guess() const;
    double along(Trial const& one, std::vector<Trial>::const_iterator other) const;

    double target_;
    std::vector<Trial> trials_; // by budget
    std::optional<Trial> best_;
    bool is_on_plateau_ = false; // the last rise of the budget was not spent
    bool is_exhausted_ = false;  // nor was twice as much
};

} // namespace tianji
