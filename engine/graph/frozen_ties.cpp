#include "engine/graph/frozen_ties.hpp"

#include <algorithm>
#include <utility>

namespace tianji {

Offsets::Offsets(std::vector<std::uint32_t> degrees, std::uint64_t widest_narrow)
{
    std::uint64_t total = 0;
    for (std::uint32_t const degree : degrees) total += degree;
    if (total > widest_narrow) {
        narrow_.clear();
        wide_.reserve(degrees.size() + 1);
        wide_.push_back(0);
        for (std::uint32_t const degree : degrees) wide_.push_back(wide_.back() + degree);
        return;
    }
    std::uint32_t sum = 0;
    for (std::uint32_t& degree : degrees) sum += std::exchange(degree, sum);
    degrees.push_back(sum);
    narrow_ = std::move(degrees);
}

void Offsets::add_vertices(std::size_t count)
{
    if (is_wide())
        wide_.resize(wide_.size() + count, wide_.back());
    else
        narrow_.resize(narrow_.size() + count, narrow_.back());
}

void Offsets::rewind()
{
    auto const shift = [](auto& starts) {
        std::copy_backward(starts.begin(), starts.end() - 1, starts.end());
        starts.front() = 0;
    };
    is_wide() ? shift(wide_) : shift(narrow_);
}

FrozenTies::FrozenTies(std::size_t vertex_count, std::span<Tie const> ties)
{
    std::vector<std::uint32_t> degrees(vertex_count);
    bool any_kind = false, any_weight = false, any_since = false;
    for (Tie const& tie : ties) {
        ++degrees[tie.a], ++degrees[tie.b];
        any_kind |= tie.kind != 0;
        any_weight |= tie.weight != 1.0f;
        any_since |= tie.since != 0;
    }
    offsets = Offsets(std::move(degrees));
    targets.resize(offsets.half_count());
    if (any_kind) kinds.resize(targets.size());
    if (any_weight) weights.resize(targets.size());
    if (any_since) sinces.resize(targets.size());
    // In canonical order the ties to smaller neighbours come before those to larger ones, so each row fills sorted.
    auto const put = [&](Vertex from, Vertex to, Tie const& tie) {
        std::uint64_t const half = offsets.take(from);
        targets[half] = to;
        if (any_kind) kinds[half] = tie.kind;
        if (any_weight) weights[half] = tie.weight;
        if (any_since) sinces[half] = tie.since;
    };
    for (Tie const& tie : ties) put(tie.a, tie.b, tie), put(tie.b, tie.a, tie);
    offsets.rewind();
}

std::size_t FrozenTies::bytes() const
{
    return offsets.bytes() + targets.size() * sizeof(Vertex) + kinds.size() * sizeof(TieKind) +
           weights.size() * sizeof(float) + sinces.size() * sizeof(std::int32_t);
}

} // namespace tianji
