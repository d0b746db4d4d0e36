// Better products gain market share (quasi-replicator), and quality is imitated away.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/labour/labour.hpp"
#include "models/ecosystem/market/rules.hpp"
#include "models/ecosystem/market/verbs.hpp"
#include "models/ecosystem/organisations/organisations.hpp"

namespace tianji::ecosystem {

namespace {

struct Compete {
    MarketRule rule;
    Everyone<Organisations> organisations;
    Read<&Organisations::kind> kind;
    Own<&Organisations::share> share;
    Own<&Organisations::quality> quality;
    Own<&Economy::mean_quality> mean_quality;

    void operator()(Once const& once) const
    {
        Self<Economy> const economy = once.as(the_economy);
        double mean = 0.0, weight = 0.0;
        for (Row<Organisations> row : organisations) {
            mean += share[once.as(row)] * quality[once.as(row)];
            weight += share[once.as(row)];
        }
        mean_quality[economy] = weight > 0.0 ? mean / weight : 1.0;
        replicate(once, mean_quality[economy]);
    }

    // s' = s (1 + χ (a/ā − 1)); shares sum to 1 again.
    void replicate(Once const& once, double mean) const
    {
        double sum = 0.0;
        for (Row<Organisations> row : organisations) {
            if (kind[row] != Kind::firm) continue;
            Self<Organisations> const firm = once.as(row);
            share[firm] = std::max(0.0, share[firm] * (1.0 + rule.selection * (quality[firm] / mean - 1.0)));
            sum += share[firm];
            quality[firm] += rule.obsolescence * (1.0 - quality[firm]);
        }
        if (sum <= 0.0) return; // no firm is left
        for (Row<Organisations> row : organisations)
            if (kind[row] == Kind::firm) share[once.as(row)] /= sum;
    }
};

} // namespace

void compete(Builder& b, MarketRule const& rule) { b.once<Compete>("compete", rule); }

} // namespace tianji::ecosystem
