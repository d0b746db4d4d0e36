#include "models/classics/landscape.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace tianji::classics {

void LandscapeRule::declare(Parameters& p)
{
    p.integer(landscapes, {"landscapes", "1", "number of independent landscapes"}, range(1, 1e6));
    p.integer(loci, {"loci", "1", "bits of a solution (N)", "Kauffman and Levin 1987"}, range(1, 20));
    p.integer(interactions,
              {"interactions", "1", "other loci that matter to the contribution of one (K), drawn at random",
               "Kauffman and Levin 1987"},
              range(0, 19));
}

void LandscapeRule::validate(Parameters& p) const
{
    if (interactions >= loci)
        p.refuse("interactions", "interactions is " + std::to_string(interactions),
                 "there are only " + std::to_string(loci) + " loci", "fewer than loci");
    else if (landscapes * loci << (interactions + 1) > std::int64_t{1} << 30)
        p.refuse("landscapes", "landscapes is " + std::to_string(landscapes),
                 "all contributions together would take more than 4 GiB", "fewer landscapes or interactions");
}

Landscapes::Landscapes(LandscapeRule const& rule) : Population("landscapes")
{
    auto const n = static_cast<std::uint32_t>(rule.loci), k = static_cast<std::uint32_t>(rule.interactions);
    inputs.set_width(n * (k + 1));
    contributions.set_width(n << (k + 1));
}

namespace {

// K loci other than the one itself, uniformly without replacement, and itself; ascending.
void draw_inputs(std::uint32_t locus, std::uint32_t loci, std::span<std::uint8_t> inputs, Stream& luck)
{
    std::vector<std::uint8_t> others;
    for (std::uint32_t other = 0; other < loci; ++other)
        if (other != locus) others.push_back(static_cast<std::uint8_t>(other));
    inputs[0] = static_cast<std::uint8_t>(locus);
    for (std::size_t i = 1; i < inputs.size(); ++i) {
        std::swap(others[i - 1], others[i - 1 + luck.below(others.size() - (i - 1))]);
        inputs[i] = others[i - 1];
    }
    std::ranges::sort(inputs);
}

} // namespace

void DrawLandscape::operator()(Self<Landscapes> self, Stream& luck) const
{
    if (now.tick() > 0) return;
    auto const n = static_cast<std::uint32_t>(rule.loci);
    std::size_t const width = static_cast<std::size_t>(rule.interactions) + 1;
    for (std::uint32_t locus = 0; locus < n; ++locus)
        draw_inputs(locus, n, inputs.row(self).subspan(locus * width, width), luck);
    for (std::uint32_t& contribution : contributions.row(self))
        contribution = static_cast<std::uint32_t>(luck.word() >> 32);
    summit[self] = Landscape{inputs.row(self), contributions.row(self), n}.summit();
}

std::uint64_t Landscape::fitness(Solution solution) const
{
    std::uint32_t const width = inputs_per_locus();
    std::uint8_t const* input = inputs.data();
    std::uint64_t sum = 0;
    for (std::size_t locus = 0; locus < loci; ++locus) {
        std::size_t index = locus << width;
        for (std::uint32_t j = 0; j < width; ++j) index |= std::size_t{(solution >> *input++) & 1U} << j;
        sum += contributions[index];
    }
    return sum;
}

namespace {

// Decides locus after locus. While some inputs of a locus are undecided, it may still contribute its best: the sum of
// these ceilings bounds what can be reached, and at the end it is the fitness.
class Ascent {
public:
    explicit Ascent(Landscape const& landscape) : width_(landscape.inputs_per_locus()), ceilings_(landscape.loci)
    {
        std::uint64_t bound = 0;
        for (std::uint32_t locus = 0; locus < landscape.loci; ++locus) {
            for (std::uint32_t j = 0; j < width_; ++j)
                readers_[landscape.inputs[locus * width_ + j]].push_back({locus, j});
            raise_ceiling(locus, landscape.contributions.subspan(std::size_t{locus} << width_, 1U << width_));
            bound += ceilings_[locus][1];
        }
        decide(0, bound);
    }

    std::uint64_t best() const { return best_; }

private:
    struct Reader {
        std::uint32_t locus, input;
    };

    // With the first j inputs decided as `bits`, the ceiling stands at 2^j + bits.
    void raise_ceiling(std::uint32_t locus, std::span<std::uint32_t const> contributions)
    {
        std::vector<std::uint32_t>& ceiling = ceilings_[locus];
        ceiling.resize(2 * contributions.size());
        std::ranges::copy(contributions, ceiling.begin() + static_cast<std::ptrdiff_t>(contributions.size()));
        for (std::size_t size = contributions.size() / 2; size > 0; size /= 2)
            for (std::size_t bits = 0; bits < size; ++bits)
                ceiling[size + bits] = std::max(ceiling[2 * size + bits], ceiling[2 * size + bits + size]);
    }

    std::uint64_t bound_with(std::uint32_t locus, std::uint32_t bit, std::uint64_t bound) const
    {
        for (Reader const reader : readers_[locus]) {
            std::uint32_t const* ceiling = ceilings_[reader.locus].data();
            std::uint32_t const size = 1U << reader.input, bits = decided_[reader.locus];
            bound += ceiling[2 * size + bits + bit * size];
            bound -= ceiling[size + bits];
        }
        return bound;
    }

    void decide(std::uint32_t locus, std::uint64_t bound)
    {
        if (locus == ceilings_.size()) best_ = bound;
        if (bound <= best_) return;
        std::array const bounds{bound_with(locus, 0, bound), bound_with(locus, 1, bound)};
        std::uint32_t const first = bounds[1] > bounds[0]; // the more promising one
        for (std::uint32_t const bit : {first, 1 - first}) {
            if (bounds[bit] <= best_) continue;
            for (Reader const reader : readers_[locus]) decided_[reader.locus] |= bit << reader.input;
            decide(locus + 1, bounds[bit]);
            for (Reader const reader : readers_[locus]) decided_[reader.locus] &= ~(1U << reader.input);
        }
    }

    std::uint32_t width_;
    std::vector<std::vector<std::uint32_t>> ceilings_;
    std::array<std::vector<Reader>, 32> readers_;
    std::array<std::uint32_t, 32> decided_{};
    std::uint64_t best_ = 0;
};

} // namespace

std::uint64_t Landscape::summit() const { return Ascent(*this).best(); }

} // namespace tianji::classics
