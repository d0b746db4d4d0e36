// The terms of every programme there has been, by the number that projects, calls and tables use.
#pragma once

#include "models/ecosystem/programmes/components.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tianji::ecosystem {

// Programmes by name, in the order in which they pay.
using ProgrammeList = std::vector<std::pair<std::string, Programme>>;

// An era is the time between two policies of a branch; a run without branches is one era. Programmes keep their number
// through all eras; one that a policy takes away keeps its last terms and calls no more.
class Terms {
public:
    // The programmes of each era, the first era first; they outlive the terms.
    explicit Terms(std::vector<ProgrammeList const*> const& eras);

    std::size_t eras() const { return eras_.size(); }
    std::uint32_t programmes() const { return static_cast<std::uint32_t>(names_.size()); }
    std::string const& name(std::size_t programme) const { return names_[programme]; }
    // The terms that hold now; null for a programme that was taken away.
    Programme const* current(std::size_t programme) const { return eras_.back()[programme]; }
    // Those of an era, or the last before it. For a programme that is younger than the era, its first.
    Programme const& in_era(std::size_t era, std::size_t programme) const;
    Programme const& latest(std::size_t programme) const { return in_era(eras_.size() - 1, programme); }

private:
    std::vector<std::string> names_;
    std::vector<std::vector<Programme const*>> eras_; // (eras, programmes), null where there is none
};

} // namespace tianji::ecosystem
