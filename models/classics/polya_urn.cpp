// Increasing returns and lock-in (Arthur, Ermoliev and Kaniovski 1987; Arthur 1989): adopters come one after the other
// and choose between two technologies with a probability that depends on their shares so far. In proportion to them it
// is Pólya's urn (Eggenberger and Pólya 1923): any share may result, all equally likely from (1, 1).
#include "engine/base/elementary.hpp"
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"

namespace tianji::classics {

namespace {

struct UrnRule {
    std::int64_t urns = 1000;
    double first = 1.0;   // [1] adopters of A before the first tick
    double second = 1.0;  // [1] of B
    double returns = 1.0; // [1]

    void declare(Parameters& p)
    {
        p.integer(urns, {"urns", "1", "independent histories"}, range(1, 1e7));
        p.number(first, {"first", "1", "adopters of the first technology at the start", "assumed"}, above(0));
        p.number(second, {"second", "1", "adopters of the second technology at the start", "assumed"}, above(0));
        p.number(returns,
                 {"returns", "1", "power to which shares are raised: 1 is Pólya's urn, above 1 one technology wins",
                  "Arthur, Ermoliev and Kaniovski 1987"},
                 range(0, 100));
    }
};

struct Urns : Population {
    Urns() : Population("urns") {}
    Column<double> first{*this, "first", "1", "adopters of the first technology"};
    Column<double> second{*this, "second", "1", "adopters of the second technology"};
};

struct Adopt {
    double returns;
    Own<&Urns::first> first;
    Own<&Urns::second> second;

    void operator()(Self<Urns> self, Stream& luck) const
    {
        ++(luck.chance(attraction(first[self], second[self])) ? first[self] : second[self]);
    }

    // Probability that the next adopter takes the first.
    double attraction(double a, double b) const
    {
        if (returns == 1) return a / (a + b);
        double const share = pow(a / (a + b), returns), other = pow(b / (a + b), returns);
        return share / (share + other);
    }
};

struct PolyaUrn : Rules {
    UrnRule urn;

    void declare(Parameters& p) override { p.group(urn, {"urn", "", "who adopts what"}); }

    void build(Builder& b) const override
    {
        Urns& urns = b.population<Urns>(static_cast<std::uint32_t>(urn.urns));
        urns.first.fill(urn.first);
        urns.second.fill(urn.second);

        b.each<Adopt>("adopt", urn.returns);

        auto const mean_of = [&urns](auto const& f) {
            auto const share = [&urns](std::size_t i) {
                auto const row = static_cast<std::uint32_t>(i);
                return urns.first[row] / (urns.first[row] + urns.second[row]);
            };
            return ordered_sum(urns.size(), [&](std::size_t i) { return f(share(i)); }) / urns.size();
        };
        b.measure("share", "1", "share of the first technology, mean",
                  [=](World const&) { return mean_of([](double share) { return share; }); });
        b.measure("variance", "1", "variance of this share between histories", [=](World const&) {
            double const mean = mean_of([](double share) { return share; });
            return mean_of([mean](double share) { return (share - mean) * (share - mean); });
        });
        b.measure("below_quarter", "1", "histories in which the first technology has less than a quarter, share",
                  [=](World const&) { return mean_of([](double share) { return share < 0.25 ? 1.0 : 0.0; }); });
    }
};

} // namespace

Model polya_urn()
{
    return {"polya_urn", "1", "Increasing returns and lock-in (Polya's urn)",
            [] { return std::make_unique<PolyaUrn>(); }};
}

} // namespace tianji::classics
