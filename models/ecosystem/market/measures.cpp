// What must hold on the market.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/market/verbs.hpp"
#include "models/ecosystem/organisations/organisations.hpp"

namespace tianji::ecosystem {

void watch_market(Builder& b)
{
    b.invariant("market shares sum to 1", [](World const& world) -> std::string {
        Organisations const& o = world.population<Organisations>();
        double sum = 0.0;
        bool has_firms = false;
        for (std::uint32_t i = 0; i < o.size(); ++i) {
            if (!o.is_alive(i)) continue;
            sum += o.share[i];
            has_firms |= sells(o.kind[i]);
        }
        if (!has_firms) return "";
        return sum > 1.0 - 1e-9 && sum < 1.0 + 1e-9 ? "" : "they sum to " + std::to_string(sum);
    });
}

} // namespace tianji::ecosystem
