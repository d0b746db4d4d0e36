#include "models/ecosystem/programmes/terms.hpp"

#include <algorithm>
#include <utility>

namespace tianji::ecosystem {

Terms::Terms(std::vector<ProgrammeList const*> const& eras)
{
    for (ProgrammeList const* era : eras) {
        std::vector<Programme const*> terms(names_.size(), nullptr);
        for (auto const& [name, programme] : *era) {
            auto const known = std::ranges::find(names_, name);
            if (known != names_.end()) {
                terms[static_cast<std::size_t>(known - names_.begin())] = &programme;
                continue;
            }
            names_.push_back(name);
            terms.push_back(&programme);
        }
        eras_.push_back(std::move(terms));
    }
    for (auto& terms : eras_) terms.resize(names_.size(), nullptr);
}

Programme const& Terms::in_era(std::size_t era, std::size_t programme) const
{
    while (era > 0 && !eras_[era][programme]) --era;
    while (!eras_[era][programme]) ++era;
    return *eras_[era][programme];
}

} // namespace tianji::ecosystem
