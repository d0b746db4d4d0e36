#include "models/ecosystem/technologies/rules.hpp"

namespace tianji::ecosystem {

void TechnologyRule::declare(Parameters& p)
{
    p.number(own_field, {"own_field", "1", "mean knowledge a technology requires of its own field", "assumed"},
             range(0, 1));
    p.number(other_field, {"other_field", "1", "most it requires of one other field", "assumed"}, range(0, 1));
    p.number(prerequisites,
             {"prerequisites", "1", "share of technologies that build on an earlier one of their field", "assumed"},
             range(0, 1));
    p.number(foreign_access,
             {"foreign_access", "1", "access to foreign supply of a prerequisite; 0 is an embargo (卡脖子)", "assumed"},
             range(0, 1));
}

void ResearchRule::declare(Parameters& p)
{
    p.number(hazard,
             {"hazard", "1/tick", "hazard of one readiness step at reference effort",
              "assumed: h = 0.30, six steps take 20 ticks"},
             range(0, 10));
    p.number(difficulty,
             {"difficulty", "1", "how many times the work each step takes, for all technologies", "assumed"}, above(0));
    p.number(reference_staff, {"reference_staff", "FTE", "reference effort of a lane", "assumed"}, above(0));
    p.number(fixed_staff, {"fixed_staff", "FTE", "effort lost to each lane", "assumed"}, at_least(0));
    p.number(returns,
             {"returns", "1", "elasticity of the hazard to effort; below 1, racing wins by construction", "assumed"},
             range(0.1, 2));
    p.number(mismatch, {"mismatch", "1", "how much missing knowledge hurts", "assumed"}, range(0, 100));
    p.number(missing_prerequisite,
             {"missing_prerequisite", "1", "hazard factor while a prerequisite is not usable",
              "Kremer 1993 (O-ring); value assumed"},
             range(0, 1));
    p.number(approach_spread, {"approach_spread", "1", "spread of the quality of approaches (log scale)", "assumed"},
             range(0, 3));
    p.number(approach_common,
             {"approach_common", "1", "part of that spread all approaches to a technology share", "assumed"},
             range(0, 1));
    p.number(feasible, {"feasible", "1", "probability that a technology can be done at all", "assumed"}, range(0, 1));
}

} // namespace tianji::ecosystem
