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
    Products products;
    MarketIndex index;

    void operator()(Once const& once) const
    {
        double mean = 0.0, weight = 0.0;
        for (Row<Organisations> row : organisations) {
            Self<Organisations> const one = once.as(row);
            mean += products.share(one) * products.quality(one);
            weight += products.share(one);
        }
        double const mean_quality = weight > 0.0 ? mean / weight : 1.0;
        index.set_mean_quality(once.as(the_economy), mean_quality);
        replicate(once, mean_quality);
    }

    // s' = s (1 + χ (a/ā − 1)); shares sum to 1 again.
    void replicate(Once const& once, double mean) const
    {
        double sum = 0.0;
        for (Row<Organisations> row : organisations) {
            if (!sells(kind[row])) continue;
            Self<Organisations> const firm = once.as(row);
            double const quality = products.quality(firm);
            double const share = std::max(0.0, products.share(firm) * (1.0 + rule.selection * (quality / mean - 1.0)));
            products.set_share(firm, share);
            sum += share;
            products.improve(firm, rule.obsolescence * (1.0 - quality));
        }
        if (sum <= 0.0) return; // no firm is left
        for (Row<Organisations> row : organisations)
            if (sells(kind[row])) products.set_share(once.as(row), products.share(once.as(row)) / sum);
    }
};

} // namespace

void compete(Builder& b, MarketRule const& rule) { b.once<Compete>("compete", rule); }

} // namespace tianji::ecosystem
