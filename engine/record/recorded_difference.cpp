#include "engine/record/recorded_difference.hpp"

#include "engine/record/result_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

namespace tianji {

namespace {

using Digests = std::map<std::int64_t, std::string>; // by tick

Digests digests_of(ResultReader const& file)
{
    Digests digests;
    if (!file.has("/digest/value")) return digests;
    std::vector<std::int64_t> const ticks = file.integers("/digest/tick");
    std::vector<std::string> const values = file.texts("/digest/value");
    for (std::size_t i = 0; i < std::min(ticks.size(), values.size()); ++i) digests[ticks[i]] = values[i];
    return digests;
}

std::int64_t ticks_in(ResultReader const& file) { return static_cast<std::int64_t>(file.integers("/tick").size()); }

bool is_same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

void keep_earlier(std::optional<RecordedDifference>& first, RecordedDifference found)
{
    if (!first || found.tick < first->tick) first = std::move(found);
}

// The first entry in which a measure differs, over the ticks that both have.
void compare_measure(std::string const& name, ResultReader const& one, ResultReader const& two, Agreement& agreement)
{
    std::size_t width_one = 1, width_two = 1;
    std::vector<double> const a = one.matrix(name, width_one), b = two.matrix(name, width_two);
    if (width_one != width_two) return; // measures of other labels: another scenario, which the state tells better
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (is_same(a[i], b[i])) continue;
        return keep_earlier(agreement.first, {static_cast<std::int64_t>(i / width_one), name.substr(1),
                                              fmt::format("{}", a[i]), fmt::format("{}", b[i])});
    }
}

void compare_digests(Digests const& one, Digests const& two, Agreement& agreement)
{
    for (auto const& [tick, digest] : one) {
        auto const other = two.find(tick);
        if (other == two.end()) continue;
        if (other->second != digest) return keep_earlier(agreement.first, {tick, "digest", digest, other->second});
        agreement.ticks_equal = tick + 1;
    }
}

} // namespace

Agreement agreement_of(ResultReader const& one, ResultReader const& two)
{
    Agreement agreement;
    agreement.ticks_one = ticks_in(one);
    agreement.ticks_two = ticks_in(two);
    Digests const a = digests_of(one), b = digests_of(two);
    compare_digests(a, b, agreement);
    for (std::string const& name : one.measures())
        if (two.has(name)) compare_measure(name, one, two, agreement);
    agreement.ends_alike = !a.empty() && !b.empty() && *a.rbegin() == *b.rbegin();
    return agreement;
}

} // namespace tianji
