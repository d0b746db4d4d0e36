#include "engine/graph/generators.hpp"

#include "engine/base/contract.hpp"
#include "engine/graph/random_choice.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace tianji {

namespace {

// for_each_pair(f) calls f(a, b) for every tie once, the same ties each time; no self-ties, no pair twice.
template <class ForEachPair>
CollaborationGraph from_pairs(std::size_t n, ForEachPair for_each_pair)
{
    expects(n < no_vertex, "fewer than 2^32 - 1 vertices");
    std::vector<std::uint32_t> degrees(n);
    for_each_pair([&](Vertex a, Vertex b) { ++degrees[a], ++degrees[b]; });
    Offsets offsets(std::move(degrees));
    std::vector<Vertex> targets(offsets.half_count());
    for_each_pair([&](Vertex a, Vertex b) {
        targets[offsets.take(a)] = b;
        targets[offsets.take(b)] = a;
    });
    offsets.rewind();
    for (std::size_t v = 0; v < n; ++v) {
        auto const row = std::span(targets).subspan(offsets[v], offsets[v + 1] - offsets[v]);
        if (!std::is_sorted(row.begin(), row.end())) std::sort(row.begin(), row.end());
    }
    return CollaborationGraph(std::move(offsets), std::move(targets));
}

Vertex around(std::size_t v, std::size_t n) { return static_cast<Vertex>(v >= n ? v - n : v); }

// The ring's far ends: those of v stand at (v, 0 … k/2 - 1). The near end of a tie never moves, so a tie between v and
// u stands in the row of the one or the other and is found by looking at both: no other index is needed.
class Ring {
public:
    Ring(std::size_t n, std::size_t k) : n_(n), width_(k / 2), far_(n * width_)
    {
        for (std::size_t v = 0; v < n; ++v)
            for (std::size_t lap = 0; lap < width_; ++lap) far(v, lap) = around(v + lap + 1, n);
    }

    Vertex& far(std::size_t v, std::size_t lap) { return far_[v * width_ + lap]; }

    bool tied(Vertex v, Vertex u) const { return holds(v, u) || holds(u, v); }

    void rewire(Vertex v, std::size_t lap, RandomWords& words)
    {
        constexpr int patience = 64; // then v is tied to nearly all, and the free ones are listed
        for (int i = 0; i < patience; ++i) {
            Vertex const u = static_cast<Vertex>(below(n_, words));
            if (u == v || tied(v, u)) continue;
            far(v, lap) = u;
            return;
        }
        std::vector<Vertex> free;
        for (Vertex u = 0; u < n_; ++u)
            if (u != v && !tied(v, u)) free.push_back(u);
        if (!free.empty()) far(v, lap) = free[below(free.size(), words)];
    }

    template <class F>
    void for_each_pair(F f) const
    {
        for (std::size_t v = 0; v < n_; ++v)
            for (std::size_t i = v * width_; i < (v + 1) * width_; ++i) f(static_cast<Vertex>(v), far_[i]);
    }

private:
    bool holds(Vertex v, Vertex u) const
    {
        auto const row = far_.begin() + static_cast<std::ptrdiff_t>(v * width_);
        return std::find(row, row + static_cast<std::ptrdiff_t>(width_), u) !=
               row + static_cast<std::ptrdiff_t>(width_);
    }

    std::size_t n_, width_;
    std::vector<Vertex> far_; // (n × k/2)
};

void expect_ring(std::size_t n, std::size_t k)
{
    expects(k % 2 == 0 && k < n, "a ring lattice with k even and below n");
}

} // namespace

CollaborationGraph complete_graph(std::size_t n)
{
    return from_pairs(n, [n](auto tie) {
        for (Vertex a = 0; a < n; ++a)
            for (Vertex b = a + 1; b < n; ++b) tie(a, b);
    });
}

CollaborationGraph star(std::size_t n)
{
    return from_pairs(n, [n](auto tie) {
        for (Vertex v = 1; v < n; ++v) tie(0, v);
    });
}

CollaborationGraph path(std::size_t n)
{
    return from_pairs(n, [n](auto tie) {
        for (Vertex v = 1; v < n; ++v) tie(v - 1, v);
    });
}

CollaborationGraph ring_lattice(std::size_t n, std::size_t k)
{
    expect_ring(n, k);
    return from_pairs(n, [n, k](auto tie) {
        for (std::size_t v = 0; v < n; ++v)
            for (std::size_t lap = 1; lap <= k / 2; ++lap) tie(static_cast<Vertex>(v), around(v + lap, n));
    });
}

CollaborationGraph watts_strogatz(std::size_t n, std::size_t k, double p, RandomWords& words)
{
    expect_ring(n, k);
    expects(p >= 0 && p <= 1, "a probability");
    Ring ring(n, k);
    for (std::size_t lap = 0; lap < k / 2; ++lap)
        for (std::size_t v = 0; v < n; ++v)
            if (unit_interval(words) < p) ring.rewire(static_cast<Vertex>(v), lap, words);
    return from_pairs(n, [&](auto tie) { ring.for_each_pair(tie); });
}

CollaborationGraph barabasi_albert(std::size_t n, std::size_t m, RandomWords& words)
{
    expects(m >= 1 && m < n, "1 <= m < n");
    std::vector<Vertex> ends; // both ends of each tie, so that a uniform draw is a draw in proportion to degree
    ends.reserve(m * (m + 1) + 2 * m * (n - m - 1));
    for (Vertex a = 0; a <= m; ++a)
        for (Vertex b = a + 1; b <= m; ++b) ends.insert(ends.end(), {a, b});
    for (std::size_t v = m + 1; v < n; ++v) {
        std::size_t const old = ends.size();
        while (ends.size() < old + 2 * m) {
            Vertex const chosen = ends[below(old, words)];
            bool repeated = false;
            for (std::size_t i = old; i < ends.size(); i += 2) repeated |= ends[i] == chosen;
            if (!repeated) ends.insert(ends.end(), {chosen, static_cast<Vertex>(v)});
        }
    }
    return from_pairs(n, [&](auto tie) {
        for (std::size_t i = 0; i < ends.size(); i += 2) tie(ends[i], ends[i + 1]);
    });
}

CollaborationGraph configuration_model(std::span<std::uint32_t const> degrees, RandomWords& words)
{
    std::vector<Vertex> stubs;
    for (std::size_t v = 0; v < degrees.size(); ++v) stubs.insert(stubs.end(), degrees[v], static_cast<Vertex>(v));
    expects(stubs.size() % 2 == 0, "an even sum of degrees");
    shuffle(std::span(stubs), words);
    std::vector<std::uint64_t> pairs;
    for (std::size_t i = 0; i < stubs.size(); i += 2) {
        auto const [a, b] = std::minmax(stubs[i], stubs[i + 1]);
        if (a != b) pairs.push_back(std::uint64_t{a} << 32 | b);
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return from_pairs(degrees.size(), [&](auto tie) {
        for (std::uint64_t const pair : pairs) tie(static_cast<Vertex>(pair >> 32), static_cast<Vertex>(pair));
    });
}

// --- Erdős–Rényi -------------------------------------------------------------------------------------------------

namespace {

// Pairs (a, b), b < a, are numbered row by row: (1,0) (2,0) (2,1) (3,0) …
std::uint64_t pair_count(std::size_t n) { return n == 0 ? 0 : std::uint64_t{n} * (n - 1) / 2; }

// Walks an ascending list of pair numbers, finding each one's row by moving on from the last.
class PairWalk {
public:
    template <class F>
    void visit(std::uint64_t number, F tie)
    {
        while (number - row_start_ >= row_) row_start_ += row_, ++row_;
        tie(static_cast<Vertex>(number - row_start_), static_cast<Vertex>(row_));
    }

private:
    std::uint64_t row_ = 1, row_start_ = 0;
};

// Drawn with replacement until `count` are different, which is a uniform draw without replacement. Ascending.
std::vector<std::uint64_t> different_numbers(std::uint64_t count, std::uint64_t below_this, RandomWords& words)
{
    std::vector<std::uint64_t> numbers;
    while (numbers.size() < count) {
        auto const old = static_cast<std::ptrdiff_t>(numbers.size());
        while (numbers.size() < count) numbers.push_back(below(below_this, words));
        std::sort(numbers.begin() + old, numbers.end());
        std::inplace_merge(numbers.begin(), numbers.begin() + old, numbers.end());
        numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    }
    return numbers;
}

} // namespace

CollaborationGraph erdos_renyi_with_ties(std::size_t n, std::uint64_t m, RandomWords& words)
{
    std::uint64_t const pairs = pair_count(n);
    expects(m <= pairs, "no more ties than pairs");
    bool const draws_ties = m <= pairs / 2; // else those that are left out are drawn: fewer repeats
    auto const drawn = different_numbers(draws_ties ? m : pairs - m, pairs, words);
    return from_pairs(n, [&](auto tie) {
        PairWalk walk;
        if (draws_ties) {
            for (std::uint64_t const number : drawn) walk.visit(number, tie);
            return;
        }
        auto left_out = drawn.begin();
        for (std::uint64_t number = 0; number < pairs; ++number) {
            if (left_out != drawn.end() && *left_out == number)
                ++left_out;
            else
                walk.visit(number, tie);
        }
    });
}

CollaborationGraph erdos_renyi_with_probability(std::size_t n, double p, RandomWords& words, double (*log)(double))
{
    expects(p >= 0 && p <= 1, "a probability");
    if (p == 1) return complete_graph(n);
    std::vector<std::uint64_t> numbers;
    double const pairs = static_cast<double>(pair_count(n));
    double const log_of_missing = log(1 - p);
    for (double next = 0; log_of_missing < 0;) {
        double const jump =
            log(1 - unit_interval(words)) / log_of_missing; // of exponential length; its floor is geometric
        if (jump >= pairs - next) break;
        next += static_cast<double>(static_cast<std::uint64_t>(jump));
        numbers.push_back(static_cast<std::uint64_t>(next++));
    }
    return from_pairs(n, [&](auto tie) {
        PairWalk walk;
        for (std::uint64_t const number : numbers) walk.visit(number, tie);
    });
}
} // namespace tianji
