// The programmes of a run, with nothing awarded and no call open.
#include "engine/simulation/builder.hpp"
#include "models/ecosystem/programmes/programmes.hpp"
#include "models/ecosystem/programmes/verbs.hpp"

namespace tianji::ecosystem {

void make_programmes(Builder& b, std::vector<ProgrammeList const*> const& eras)
{
    Terms const terms(eras);
    b.population<Programmes>(terms.programmes(), terms);
    b.population<Calls>(0);
}

} // namespace tianji::ecosystem
