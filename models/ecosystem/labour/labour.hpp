// The market for researchers: one wage for all of them.
#pragma once

#include "engine/base/money.hpp"
#include "engine/simulation/column_views.hpp"
#include "engine/world/population.hpp"

namespace tianji::ecosystem {

// The prices and totals of the economy; one row.
struct Economy : Population {
    Economy() : Population("economy") {}
    Column<Money> wage{*this, "wage", "cent/FTE/tick", "pay of one full-time researcher", Money{}};
    Column<double> staff{*this, "staff", "FTE", "researchers employed", 0.0};
    Column<double> staff_at_start{*this, "staff_at_start", "FTE", "researchers employed at the start", 0.0};
    Column<double> mean_quality{*this, "mean_quality", "1", "product quality, weighted by market share", 1.0};
};
inline constexpr Row<Economy> the_economy{0};

// Writes what the market knows of all firms.
class MarketIndex {
public:
    using IsView = void;
    explicit MarketIndex(Wiring& w) : mean_quality_(w) {}

    void set_mean_quality(Self<Economy> economy, double mean) const { mean_quality_[economy] = mean; }

private:
    Own<&Economy::mean_quality> mean_quality_;
};

// Full cost of one researcher for one tick [cent]: wage and overhead, a share of the wage.
inline double cost_per_staff(Money wage, double overhead) { return static_cast<double>(wage.minor) * (1.0 + overhead); }

} // namespace tianji::ecosystem
