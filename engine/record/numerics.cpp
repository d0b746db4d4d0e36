#include "engine/record/numerics.hpp"

#include "engine/base/elementary.hpp"
#include "engine/base/parallel.hpp"
#include "engine/base/stream.hpp"
#include "engine/world/digest.hpp"

namespace tianji {

namespace {

void add_elementary(Digest& digest, double x)
{
    for (double (*function)(double) : {&exp, &expm1, &sin, &cos, &tanh, &logistic}) digest.add(function(x));
    double const positive = x * x + 0.01;
    digest.add(log(positive));
    digest.add(log1p(positive));
    digest.add(pow(positive, x));
    double const share = positive / (positive + 1.0);
    digest.add(normal_quantile(share));
    digest.add(logit(share));
}

} // namespace

std::string numerics_fingerprint()
{
    Digest digest;
    for (int i = -40; i <= 40; ++i) add_elementary(digest, 0.37 * i);
    digest.add(ordered_sum(5000, [](std::size_t i) { return 1.0 / static_cast<double>(i + 1); }));
    for (std::uint64_t i = 0; i < 8; ++i) digest.add(random_block({1, 2, 3, i}, {i, 5, 6, 7}));
    Stream luck({1, 2, 3, 4}, 5);
    digest.add(luck.normal());
    digest.add(luck.poisson(3.5));
    return to_hex(digest.value());
}

} // namespace tianji
