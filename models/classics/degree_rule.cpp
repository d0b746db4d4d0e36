#include "models/classics/degree_rule.hpp"

#include "engine/base/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tianji::classics {

void DegreeRule::declare(Parameters& p)
{
    p.choice(distribution, {"distribution", "", "where the degrees come from"},
             {{"poisson", DegreeDistribution::poisson, "Poisson with the given mean"},
              {"geometric", DegreeDistribution::geometric, "geometric on 0, 1, 2 … with the given mean"},
              {"power_law", DegreeDistribution::power_law, "P(k) in proportion to k^-exponent, smallest to largest"},
              {"list", DegreeDistribution::list, "as listed, one per agent"}});
    p.number(mean, {"mean", "1", "of poisson and geometric: mean degree"}, {0, 500, true});
    p.number(exponent, {"exponent", "1", "of power_law"}, range(0, 10));
    p.integer(smallest, {"smallest", "1", "of power_law: smallest degree"}, range(1, 1e6));
    p.integer(largest, {"largest", "1", "of power_law: largest degree; at most agents - 1 is drawn"}, range(1, 1e6));
    p.numbers(list, {"list", "1", "of list: the degree of each agent, whole numbers"}, range(0, 100e6));
}

void DegreeRule::validate(Parameters& p) const
{
    if (smallest > largest)
        p.refuse("smallest", "smallest is " + std::to_string(smallest),
                 "it is above largest, " + std::to_string(largest), "swap them");
}

void DegreeRule::validate_for(std::int64_t agents, Parameters& p) const
{
    if (distribution == DegreeDistribution::power_law && smallest >= agents)
        p.refuse("degrees.smallest", "smallest is " + std::to_string(smallest),
                 "there are only " + std::to_string(agents) + " agents", "fewer than agents");
    if (distribution != DegreeDistribution::list) return;
    std::int64_t sum = 0;
    for (double degree : list) {
        sum += static_cast<std::int64_t>(degree);
        if (degree != std::floor(degree)) return p.refuse("degrees.list", "a fraction of a tie", "", "whole numbers");
        if (degree >= static_cast<double>(agents))
            return p.refuse("degrees.list", "degree " + std::to_string(static_cast<std::int64_t>(degree)),
                            "there are only " + std::to_string(agents) + " agents", "fewer than agents");
    }
    if (static_cast<std::int64_t>(list.size()) != agents)
        p.refuse("degrees.list", "the list has " + std::to_string(list.size()) + " degrees",
                 "there are " + std::to_string(agents) + " agents", "one per agent");
    if (sum % 2 != 0)
        p.refuse("degrees.list", "the sum of the degrees is " + std::to_string(sum), "each tie has two ends",
                 "an even sum");
}

namespace {

// Sums of the weights k^-exponent up to each degree.
std::vector<double> power_law_sums(std::int64_t smallest, std::int64_t largest, double exponent)
{
    std::vector<double> sums;
    double sum = 0.0;
    for (std::int64_t k = smallest; k <= largest; ++k) sums.push_back(sum += pow(static_cast<double>(k), -exponent));
    return sums;
}

} // namespace

std::vector<std::uint32_t> DegreeRule::draw(std::size_t n, Stream luck) const
{
    std::vector<std::uint32_t> degrees;
    auto const most = static_cast<std::uint32_t>(n - 1);
    auto const sums = power_law_sums(smallest, std::min<std::int64_t>(largest, most), exponent);
    double const log_of_more = log(mean / (1 + mean)); // of one tie more, geometric
    for (std::size_t i = 0; i < n; ++i) {
        double degree = 0.0;
        if (distribution == DegreeDistribution::list)
            degree = list[i];
        else if (distribution == DegreeDistribution::poisson)
            degree = luck.poisson(mean);
        else if (distribution == DegreeDistribution::geometric)
            degree = std::floor(log(luck.open_uniform()) / log_of_more);
        else
            degree = static_cast<double>(smallest +
                                         (std::ranges::lower_bound(sums, luck.uniform() * sums.back()) - sums.begin()));
        degrees.push_back(std::min(static_cast<std::uint32_t>(degree), most));
    }
    auto const sum = std::accumulate(degrees.begin(), degrees.end(), std::uint64_t{0});
    if (sum % 2 != 0) degrees.back() += degrees.back() < most ? 1 : -1U;
    return degrees;
}

} // namespace tianji::classics
