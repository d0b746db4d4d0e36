// The Ishigami function (Ishigami and Homma 1990): y = sin x1 + a sin² x2 + b x3⁴ sin x1.
//
// For inputs uniform on [-π, π] its Sobol indices are known, so it tells whether a sensitivity analysis is right. Two
// kinds of luck can be laid over it: noise that every point has of its own, and a shift that all points of a replicate
// share, as policies share their luck.
#include "engine/base/elementary.hpp"
#include "engine/simulation/builder.hpp"
#include "models/classics/classics.hpp"

#include <array>
#include <cstring>
#include <string_view>

namespace tianji::classics {

namespace {

struct Ishigami : Rules {
    double x1 = 1.0, x2 = 1.0, x3 = 1.0; // [rad]
    double a = 7.0, b = 0.1;             // [1]
    double noise = 0.0, shift = 0.0;     // [1] standard deviations

    void declare(Parameters& p) override
    {
        p.number(x1, {"x1", "rad", "first input"}, any_number());
        p.number(x2, {"x2", "rad", "second input"}, any_number());
        p.number(x3, {"x3", "rad", "third input"}, any_number());
        p.number(a, {"a", "1", "weight of the second input", "Ishigami and Homma 1990"}, any_number());
        p.number(b, {"b", "1", "weight of the interaction of first and third", "Ishigami and Homma 1990"},
                 any_number());
        p.number(noise, {"noise", "1", "standard deviation of luck that differs from point to point"}, at_least(0));
        p.number(shift, {"shift", "1", "standard deviation of luck that all points of a replicate share"}, at_least(0));
    }

    double value() const
    {
        double const of_x2 = sin(x2);
        return sin(x1) + a * of_x2 * of_x2 + b * x3 * x3 * x3 * x3 * sin(x1);
    }

    // The inputs as a key of luck: another point has other noise, whatever the order of points.
    std::uint64_t point() const
    {
        std::array const inputs{x1, x2, x3};
        std::array<char, sizeof inputs> bytes{};
        std::memcpy(bytes.data(), inputs.data(), sizeof inputs);
        return hash_of({bytes.data(), bytes.size()});
    }

    void build(Builder& builder) const override
    {
        double const luck = noise * builder.luck("noise", point()).normal() + shift * builder.luck("shift").normal();
        builder.measure("value", "1", "the function, and luck", [y = value() + luck](World const&) { return y; });
    }
};

} // namespace

Model ishigami()
{
    return {"ishigami", "1", "The Ishigami function", [] { return std::make_unique<Ishigami>(); }};
}

} // namespace tianji::classics
