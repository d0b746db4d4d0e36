#include "engine/base/contract.hpp"
#include "engine/graph/generators.hpp"
#include "engine/graph/random_choice.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace tianji {

namespace {

// Pairs stubs at random, keeps the pairs that may be tied and tries again with the rest (Steger & Wormald 1999).
class RegularPairing {
public:
    RegularPairing(std::size_t n, std::size_t d) : d_(d), sizes_(n), rows_(n * d)
    {
        for (std::size_t v = 0; v < n; ++v) stubs_.insert(stubs_.end(), d, static_cast<Vertex>(v));
    }

    // False: what is left cannot be paired.
    bool run(RandomWords& words)
    {
        while (!stubs_.empty()) {
            shuffle(std::span(stubs_), words);
            std::size_t left = 0;
            for (std::size_t i = 0; i < stubs_.size(); i += 2) {
                Vertex const a = stubs_[i], b = stubs_[i + 1];
                if (may_be_tied(a, b))
                    put(a, b), put(b, a);
                else
                    stubs_[left++] = a, stubs_[left++] = b;
            }
            bool const stuck = left == stubs_.size();
            stubs_.resize(left);
            if (stuck && !can_go_on()) return false;
        }
        return true;
    }

    CollaborationGraph graph()
    {
        for (std::size_t v = 0; v < sizes_.size(); ++v) {
            auto const row = row_of(v);
            std::sort(row.begin(), row.end());
        }
        return CollaborationGraph(Offsets(std::move(sizes_)), std::move(rows_));
    }

private:
    std::span<Vertex> row_of(std::size_t v) { return std::span(rows_).subspan(v * d_, sizes_[v]); }

    bool may_be_tied(Vertex a, Vertex b)
    {
        auto const row = row_of(a);
        return a != b && std::find(row.begin(), row.end(), b) == row.end();
    }

    void put(Vertex from, Vertex to) { rows_[from * d_ + sizes_[from]++] = to; }

    bool can_go_on()
    {
        std::vector<Vertex> left = stubs_;
        std::sort(left.begin(), left.end());
        left.erase(std::unique(left.begin(), left.end()), left.end());
        for (std::size_t i = 0; i < left.size(); ++i)
            for (std::size_t j = i + 1; j < left.size(); ++j)
                if (may_be_tied(left[i], left[j])) return true;
        return false;
    }

    std::size_t d_;
    std::vector<std::uint32_t> sizes_; // (n)
    std::vector<Vertex> rows_;         // (n × d)
    std::vector<Vertex> stubs_;        // not yet paired
};

} // namespace

CollaborationGraph random_regular(std::size_t n, std::size_t d, RandomWords& words)
{
    expects((d < n || n == 0) && n * d % 2 == 0, "n·d even and d < n");
    for (;;) {
        RegularPairing pairing(n, d);
        if (pairing.run(words)) return pairing.graph();
    }
}

} // namespace tianji
