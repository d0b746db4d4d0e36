#include "models/classics/preferences.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace tianji::classics {

void draw_order(std::span<std::uint32_t> order, Stream& luck)
{
    std::iota(order.begin(), order.end(), 0U);
    for (std::size_t left = order.size(); left > 1; --left) std::swap(order[left - 1], order[luck.below(left)]);
}

bool is_stable(Preferences const& preferences, std::span<std::uint32_t const> partner)
{
    std::uint32_t const n = preferences.n;
    std::vector<std::uint32_t> proposer_of(n);
    for (std::uint32_t p = 0; p < n; ++p) proposer_of[partner[p]] = p;
    for (std::uint32_t p = 0; p < n; ++p)
        for (std::uint32_t place = 0; preferences.wish[p * n + place] != partner[p]; ++place) {
            std::uint32_t const better = preferences.wish[p * n + place];
            if (preferences.rank[better * n + p] < preferences.rank[better * n + proposer_of[better]]) return false;
        }
    return true;
}

std::uint64_t count_stable_matchings(Preferences const& preferences)
{
    std::vector<std::uint32_t> partner(preferences.n);
    std::iota(partner.begin(), partner.end(), 0U);
    std::uint64_t stable = 0;
    do stable += is_stable(preferences, partner) ? 1 : 0;
    while (std::next_permutation(partner.begin(), partner.end()));
    return stable;
}

} // namespace tianji::classics
