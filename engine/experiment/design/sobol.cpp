// Apart from the other designs because Boost's table of directions is large.
#include "engine/base/contract.hpp"
#include "engine/base/stream.hpp"
#include "engine/experiment/design/design.hpp"

#include <boost/random/sobol.hpp>

namespace tianji {

static_assert(most_sobol_factors == boost::random::default_sobol_table::max_dimension);

UnitDesign sobol_sequence(std::size_t points, std::size_t factors, std::optional<std::uint64_t> seed)
{
    expects(factors >= 1 && factors <= most_sobol_factors, "the Sobol sequence has directions for its factors");
    std::vector<std::uint64_t> shift(factors, 0), state(factors, 0); // the sequence starts at the origin
    boost::random::sobol sequence(factors);                          // after which Boost's begins
    auto const advance = [&] { sequence.generate(state.begin(), state.end()); };
    if (!seed) advance();
    for (std::size_t j = 0; seed && j < factors; ++j)
        shift[j] = Stream({*seed, 0, initial_tick, hash_of("sobol shift")}, j).word();

    UnitDesign design{1, std::vector(points, std::vector<double>(factors))};
    for (std::vector<double>& point : design.points) {
        for (std::size_t j = 0; j < factors; ++j)
            point[j] = static_cast<double>((state[j] ^ shift[j]) >> 11) * 0x1p-53; // all bits a double has
        advance();
    }
    return design;
}

} // namespace tianji
