// Better products gain market share (quasi-replicator), quality is imitated away, and the wage of researchers follows
// how many are employed.
#include "engine/base/elementary.hpp"
#include "models/ecosystem/processes/processes.hpp"

namespace tianji::ecosystem {

namespace {

struct Compete {
    EcosystemRules const* rules;
    Everyone<Organisations> organisations;
    Read<&Organisations::kind> kind;
    Read<&Organisations::staff> staff;
    Own<&Organisations::share> share;
    Own<&Organisations::quality> quality;
    Own<&Economy::wage> wage;
    Own<&Economy::staff> employed;
    Read<&Economy::staff_at_start> employed_at_start;
    Own<&Economy::mean_quality> mean_quality;

    void operator()(Once const& once) const
    {
        Self<Economy> const economy = once.as(the_economy);
        double mean = 0.0, weight = 0.0, people = 0.0;
        for (Row<Organisations> row : organisations) {
            people += staff[row];
            mean += share[once.as(row)] * quality[once.as(row)];
            weight += share[once.as(row)];
        }
        mean_quality[economy] = weight > 0.0 ? mean / weight : 1.0;
        replicate(once, mean_quality[economy]);
        employed[economy] = people;
        double const growth = people / employed_at_start[economy];
        wage[economy] = rounded(static_cast<double>(rules->treasuries.wage.minor) *
                                pow(growth, 1.0 / rules->behaviour.labour_elasticity));
    }

    // s' = s (1 + χ (a/ā − 1)); shares sum to 1 again.
    void replicate(Once const& once, double mean) const
    {
        double sum = 0.0;
        for (Row<Organisations> row : organisations) {
            if (kind[row] != Kind::firm) continue;
            Self<Organisations> const firm = once.as(row);
            share[firm] = std::max(0.0, share[firm] * (1.0 + rules->market.selection * (quality[firm] / mean - 1.0)));
            sum += share[firm];
            quality[firm] += rules->market.obsolescence * (1.0 - quality[firm]);
        }
        if (sum <= 0.0) return; // no firm is left
        for (Row<Organisations> row : organisations)
            if (kind[row] == Kind::firm) share[once.as(row)] /= sum;
    }
};

} // namespace

void compete(Builder& b, EcosystemRules const& rules) { b.once<Compete>("compete", &rules); }

} // namespace tianji::ecosystem
