// What the room of programmes adds to a run.
#pragma once

#include "models/ecosystem/contests/rules.hpp"
#include "models/ecosystem/inputs/founding.hpp"
#include "models/ecosystem/programmes/terms.hpp"

#include <vector>

namespace tianji {
class Builder;
}

namespace tianji::ecosystem {

// The programmes of each era, the first era first.
void make_programmes(Builder& b, std::vector<ProgrammeList const*> const& eras);

void open_calls(Builder& b, std::vector<FieldOfKnowledge> const& fields, BiddingRule const& rule);

void list_programmes(Builder& b);

} // namespace tianji::ecosystem
